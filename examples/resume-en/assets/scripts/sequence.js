// `sequence: true` — draws the page's ```sequence blocks, in the notation of js-sequence-diagrams:
//   Title: text · participant A · A->B: text · A-->B: text (dashed) · Note left of|right of|over A: text
drawing.each("sequence", function (source) {
  "use strict";
  var MESSAGE = /^(.+?)(--?)>{1,2}([^:]+):(.*)$/;
  var NOTE = /^note\s+(left of|right of|over)\s+([^:]+):(.*)$/i;
  var ROW = 44;
  var title = "";
  var actors = [];
  var steps = [];

  function actor(name) {
    name = name.trim();
    if (actors.indexOf(name) < 0) actors.push(name);
    return actors.indexOf(name);
  }

  source.split("\n").forEach(function (line) {
    line = line.trim();
    var found;
    if (!line || line[0] === "#") return;
    if ((found = /^title:(.*)$/i.exec(line))) title = found[1].trim();
    else if ((found = /^participant\s+(.+)$/i.exec(line))) actor(found[1]);
    else if ((found = NOTE.exec(line))) {
      var over = found[2].split(",").map(actor);
      steps.push({ side: found[1].toLowerCase(), from: over[0], to: over[over.length - 1], text: found[3].trim() });
    } else if ((found = MESSAGE.exec(line))) {
      steps.push({ from: actor(found[1]), to: actor(found[3]), dashed: found[2] === "--", text: found[4].trim() });
    } else throw new Error("not understood: " + line);
  });

  // Columns far enough apart for the names, for each message between neighbours, and for notes beside them.
  var widths = actors.map(function (name) { return drawing.textWidth(name) + 32; });
  var gaps = actors.slice(1).map(function (_, index) { return (widths[index] + widths[index + 1]) / 2 + 24; });
  var before = widths.length ? widths[0] / 2 : 0;
  var after = widths.length ? widths[widths.length - 1] / 2 : 0;
  steps.forEach(function (step) {
    var need = drawing.textWidth(step.text) + 36;
    var low = Math.min(step.from, step.to);
    var high = Math.max(step.from, step.to);
    if (step.side === "left of") {
      if (low === 0) before = Math.max(before, need + 8);
      else gaps[low - 1] = Math.max(gaps[low - 1], need + 24);
    } else if (step.side === "right of" || low === high) {
      if (high === actors.length - 1) after = Math.max(after, need + 8);
      else gaps[high] = Math.max(gaps[high], need + 24);
    } else {
      for (var index = low; index < high; index += 1) gaps[index] = Math.max(gaps[index], need / (high - low));
    }
  });
  var xs = gaps.reduce(function (done, gap) { return done.concat(done[done.length - 1] + gap); }, [before + 1]);
  var width = xs[xs.length - 1] + after + 1;
  var top = title ? 40 : 4;
  var foot = top + 34 + (steps.length + 0.5) * ROW;
  var shapes = title ? [drawing.label(width / 2, 14, title, { "font-weight": 600 })] : [];

  actors.forEach(function (name, index) {
    shapes.push(
      drawing.shape("line", { "class": "line", x1: xs[index], x2: xs[index], y1: top + 34, y2: foot, "stroke-dasharray": "2 4" }),
      drawing.shape("rect", { "class": "shape", x: xs[index] - widths[index] / 2, y: top, width: widths[index], height: 34, rx: 4 }),
      drawing.label(xs[index], top + 17, name, {})
    );
  });

  steps.forEach(function (step, index) {
    var y = top + 34 + (index + 1) * ROW;
    var from = xs[step.from];
    var to = xs[step.to];
    if (step.side) {
      var box = drawing.textWidth(step.text) + 20;
      var x = step.side === "over" ? (from + to - box) / 2 : step.side === "left of" ? from - box - 10 : to + 10;
      shapes.push(
        drawing.shape("rect", { "class": "shape", x: x, y: y - 20, width: box, height: 28, rx: 2 }),
        drawing.label(x + box / 2, y - 6, step.text, { "class": "muted" })
      );
      return;
    }
    var line = { "class": "line", d: "M" + from + " " + y + "H" + to };
    if (step.dashed) line["stroke-dasharray"] = "6 4";
    if (from === to) line.d = "M" + from + " " + (y - 8) + "h28v14H" + from;
    shapes.push(drawing.shape("path", line));
    if (from === to) {
      shapes.push(drawing.head(from, y + 6, "left"));
      shapes.push(drawing.label(from + 36, y, step.text, { "text-anchor": "start" }));
    } else {
      shapes.push(drawing.head(to, y, to > from ? "right" : "left"));
      shapes.push(drawing.label((from + to) / 2, y - 12, step.text, {}));
    }
  });
  return drawing.canvas(width, foot + 2, shapes);
});
