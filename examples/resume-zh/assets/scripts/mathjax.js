// `mathjax: true` — sets the page's formulas with MathJax, from the place that the layout names in
// data-library. Without the library they stay readable TeX.
(function () {
  "use strict";
  var library = document.currentScript.getAttribute("data-library");
  if (!library) return;
  window.MathJax = {
    // What kramdown writes for $$…$$ inside a line and on lines of its own.
    tex: { inlineMath: [["\\(", "\\)"]], displayMath: [["\\[", "\\]"]] },
    options: { enableMenu: false }
  };
  var script = document.createElement("script");
  script.src = library;
  document.head.appendChild(script);
})();
