// `mindmap2: true` — draws the page's ```mindmap2 blocks, outlines of headings, with the branches on both sides.
drawing.each("mindmap2", function (source) {
  "use strict";
  var root = drawing.outline(source);
  var half = Math.ceil(root.children.length / 2);
  return drawing.mindmap(root, root.children.slice(0, half), root.children.slice(half));
});
