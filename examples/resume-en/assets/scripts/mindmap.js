// `mindmap: true` — draws the page's ```mindmap blocks, outlines of headings, as a tree that grows to the right.
drawing.each("mindmap", function (source) {
  "use strict";
  var root = drawing.outline(source);
  return drawing.mindmap(root, root.children, []);
});
