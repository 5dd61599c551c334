// `mermaid: true` — draws the page's ```mermaid blocks with Mermaid, from the place that the layout names in
// data-library. Without the library the blocks stay what they are: readable source.
(function () {
  "use strict";
  drawing.withLibrary(document.currentScript, function () {
    var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      theme: dark ? "dark" : "neutral",
      fontFamily: getComputedStyle(document.body).fontFamily
    });
    drawing.blocks("mermaid").forEach(function (block, index) {
      mermaid.render("mermaid-" + index, block.source).then(
        function (result) { block.show(result.svg); },
        function (error) { console.warn("mermaid: " + error.message); }
      );
    });
  });
})();
