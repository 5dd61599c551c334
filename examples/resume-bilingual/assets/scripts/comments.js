// `comments: true` — shows the thread of the discussion service that _config.yml names. Without one, or
// without a network, the invitation to write by e-mail stands alone.
(function () {
  "use strict";
  var thread = document.querySelector("#comments .thread");
  if (!thread || !thread.dataset.script) return;
  var script = document.createElement("script");
  Object.keys(thread.dataset).forEach(function (key) { script.dataset[key] = thread.dataset[key]; });
  script.src = thread.dataset.script;
  script.async = true;
  thread.appendChild(script);
})();
