// `flow: true` — draws the page's ```flow blocks, in the notation of flowchart.js:
//   id=>start|end|operation|inputoutput|subroutine|condition: text
//   a->b->c · question(yes)->d · question(no, right)->e
// A path runs down; a condition's `no` runs right. What comes back joins its target from the right.
drawing.each("flow", function (source) {
  "use strict";
  var COLUMN = 268;
  var ROW = 122;
  var WIDTH = 204;
  var words = /^zh/.test(document.documentElement.lang) ? { yes: "是", no: "否" } : { yes: "yes", no: "no" };
  var nodes = {};
  var first = null;
  var edges = [];

  source.split("\n").forEach(function (line) {
    line = line.trim();
    var found;
    if (!line) return;
    if ((found = /^(\w+)=>(\w+)\s*:(.*)$/.exec(line))) {
      var text = found[3].replace(/[:|]?[>|].*$/, "").trim();
      var asks = found[2] === "condition";
      var node = { kind: found[2], lines: drawing.lines(text, asks ? WIDTH - 88 : WIDTH - 24) };
      node.half = (asks ? 30 : 18) + (node.lines.length - 1) * 9; // half its height
      nodes[found[1]] = node;
      first = first || found[1];
      return;
    }
    line.split("->").reduce(function (from, to) {
      var part = /^(\w+)\s*(?:\(([^)]*)\))?$/.exec(from.trim());
      var target = /^(\w+)/.exec(to.trim());
      if (!part || !target || !nodes[part[1]] || !nodes[target[1]]) throw new Error("not understood: " + line);
      var options = (part[2] || "").split(",").map(function (option) { return option.trim(); });
      edges.push({
        from: part[1],
        to: target[1],
        word: /^(yes|no)$/.test(options[0]) ? options[0] : "",
        right: options.indexOf("right") >= 0 || (options[0] === "no" && options.indexOf("bottom") < 0)
      });
      return to;
    });
  });
  if (!first) throw new Error("nothing to draw");

  // Downward edges first, so that the main path keeps the first column.
  var taken = {};
  function place(name, column, row) {
    var node = nodes[name];
    if (node.placed) return;
    while (taken[column + "," + row]) row += 1;
    taken[column + "," + row] = node.placed = true;
    node.column = column;
    node.row = row;
    var out = edges.filter(function (edge) { return edge.from === name; });
    out.filter(function (edge) { return !edge.right; }).forEach(function (edge) { place(edge.to, column, row + 1); });
    out.filter(function (edge) { return edge.right; }).forEach(function (edge) { place(edge.to, column + 1, row); });
  }
  place(first, 0, 0);

  var placed = Object.keys(nodes).map(function (name) { return nodes[name]; }).filter(function (node) { return node.placed; });
  placed.forEach(function (node) {
    node.x = node.column * COLUMN + WIDTH / 2 + 2;
    node.y = node.row * ROW + nodes[first].half + 2;
  });
  var shapes = [];

  edges.forEach(function (edge) {
    var from = nodes[edge.from];
    var to = nodes[edge.to];
    if (!from.placed || !to.placed) return;
    var right = from.x + WIDTH / 2;
    var down = from.y + from.half;
    var wordAt = edge.right
      ? { x: right + 8, y: from.y - 11, anchor: "start" }
      : { x: from.x + 8, y: down + 12, anchor: "start" };
    var d;
    if (!edge.right && to.column === from.column && to.row > from.row) {
      d = "M" + from.x + " " + down + "V" + (to.y - to.half - 1);
      shapes.push(drawing.head(to.x, to.y - to.half, "down"));
    } else if (edge.right && to.row === from.row && to.column > from.column) {
      d = "M" + right + " " + from.y + "H" + (to.x - WIDTH / 2 - 1);
      shapes.push(drawing.head(to.x - WIDTH / 2, to.y, "right"));
    } else if (to.row === from.row && to.column < from.column) {
      d = "M" + (from.x - WIDTH / 2) + " " + from.y + "H" + (to.x + WIDTH / 2 + 1);
      shapes.push(drawing.head(to.x + WIDTH / 2, to.y, "left"));
      wordAt = { x: from.x - WIDTH / 2 - 8, y: from.y - 11, anchor: "end" };
    } else {
      var gutter = Math.max(right, to.x + WIDTH / 2) + 26;
      d = !edge.right && from.column > to.column && to.row > from.row
        ? "M" + from.x + " " + down + "V" + to.y + "H" + (to.x + WIDTH / 2 + 1)
        : "M" + right + " " + from.y + "H" + gutter + "V" + to.y + "H" + (to.x + WIDTH / 2 + 1);
      shapes.push(drawing.head(to.x + WIDTH / 2, to.y, "left"));
    }
    shapes.unshift(drawing.shape("path", { "class": "line", d: d }));
    if (edge.word) {
      shapes.push(drawing.label(wordAt.x, wordAt.y, words[edge.word], { "class": "muted", "text-anchor": wordAt.anchor }));
    }
  });

  placed.forEach(function (node) {
    var left = node.x - WIDTH / 2;
    var top = node.y - node.half;
    var height = node.half * 2;
    if (node.kind === "condition") {
      shapes.push(drawing.shape("path", {
        "class": "shape",
        d: "M" + node.x + " " + top + "L" + (left + WIDTH) + " " + node.y + "L" + node.x + " " + (top + height) + "L" + left + " " + node.y + "Z"
      }));
    } else {
      var round = node.kind === "start" || node.kind === "end";
      shapes.push(drawing.shape("rect", {
        "class": round ? "strong" : "shape", x: left, y: top, width: WIDTH, height: height, rx: round ? node.half : 4,
        transform: node.kind === "inputoutput" ? "translate(" + node.y * 0.2 + " 0) skewX(-11)" : ""
      }));
    }
    shapes.push(drawing.label(node.x, node.y, node.lines, {
      "class": node.kind === "start" || node.kind === "end" ? "on-strong" : ""
    }));
  });

  var rightmost = Math.max.apply(null, placed.map(function (node) { return node.x; })) + WIDTH / 2 + 30;
  var lowest = Math.max.apply(null, placed.map(function (node) { return node.y + node.half; })) + 4;
  return drawing.canvas(rightmost, lowest, shapes);
});
