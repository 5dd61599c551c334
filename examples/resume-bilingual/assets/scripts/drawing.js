// What the drawing scripts share: finding their blocks, putting a drawing in a block's place, and the few
// SVG shapes they are made of. Loaded only on pages with one of their flags.
var drawing = (function () {
  "use strict";
  var NAMESPACE = "http://www.w3.org/2000/svg";
  var SIZE = 14;
  var pen = document.createElement("canvas").getContext("2d");

  // The code blocks of one language, as [{source, show(svg)}]. `show` takes an element or markup; a screen
  // reader is given the source, which says the same in words.
  function blocks(language) {
    // Rouge wraps a language that it knows in a div, and leaves another as plain `pre` and `code`.
    var codes = document.querySelectorAll("code.language-" + language + ", .language-" + language + " code");
    return Array.from(codes).map(function (code) {
      var source = code.textContent.trim();
      var block = code.closest("div.language-" + language) || code.closest("pre");
      return {
        source: source,
        show: function (svg) {
          var figure = document.createElement("figure");
          figure.className = "drawing " + language;
          figure.setAttribute("role", "img");
          figure.setAttribute("aria-label", source);
          figure.tabIndex = 0; // what is wider than the page scrolls, by keyboard too
          if (typeof svg === "string") figure.innerHTML = svg;
          else figure.appendChild(svg);
          block.replaceWith(figure);
        }
      };
    });
  }

  // Draws each block of a language with `draw(source) → svg`; what cannot be drawn stays source.
  function each(language, draw) {
    blocks(language).forEach(function (block) {
      try {
        block.show(draw(block.source));
      } catch (error) {
        console.warn(language + ": " + error.message);
      }
    });
  }

  function withLibrary(tag, ready) {
    var library = tag.getAttribute("data-library");
    if (!library) return;
    var script = document.createElement("script");
    script.src = library;
    script.onload = ready;
    document.head.appendChild(script);
  }

  function shape(name, attributes, text) {
    var element = document.createElementNS(NAMESPACE, name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // An `svg` that shrinks with the page, but only as far as its text can be read; then its frame scrolls.
  function canvas(width, height, shapes) {
    var svg = shape("svg", {
      width: width, height: height, viewBox: "0 0 " + width + " " + height,
      style: "min-width: " + Math.min(width, 540) + "px"
    });
    shapes.forEach(function (one) { svg.appendChild(one); });
    return svg;
  }

  function textWidth(text) {
    pen.font = SIZE + "px " + getComputedStyle(document.body).fontFamily;
    return Math.ceil(pen.measureText(text).width);
  }

  // A text in lines of at most `width` pixels, as even as they come; Chinese breaks between any two characters.
  function lines(text, width) {
    var parts = text.match(/[\u2e80-\u9fff]|[^\s\u2e80-\u9fff]+|\s+/g) || [""];
    function fill(room) {
      return parts.reduce(function (done, part) {
        var last = done.length - 1;
        var hangs = /^[，。！？：；、）」』]/.test(part); // never at the start of a line
        if (hangs || !done[last] || textWidth(done[last] + part) <= room) done[last] += part;
        else done.push(part.trim());
        return done;
      }, [""]).map(function (line) { return line.trim(); });
    }
    var best = fill(width);
    for (var next = best; next.length === best.length && width > 0; width -= 4) {
      best = next;
      next = fill(width);
    }
    return best;
  }

  // A text centred on (x, y), or beginning or ending there, in one or more lines.
  function label(x, y, text, attributes) {
    var all = Array.isArray(text) ? text : [text];
    var element = shape("text", Object.assign({
      "text-anchor": "middle", "dominant-baseline": "central", "font-size": SIZE
    }, attributes));
    all.forEach(function (line, index) {
      element.appendChild(shape("tspan", { x: x, y: y + (index - (all.length - 1) / 2) * (SIZE + 4) }, line));
    });
    return element;
  }

  // The head of an arrow that ends at (x, y), pointing "right", "left", "up" or "down".
  function head(x, y, to) {
    var turn = { right: 0, down: 90, left: 180, up: 270 }[to];
    return shape("path", {
      "class": "arrow", d: "M0 0l-8-4v8z", transform: "translate(" + x + " " + y + ") rotate(" + turn + ")"
    });
  }

  // "# a / ## b / ### c" → {text, children}; `-` items hang below the heading they follow.
  function outline(source) {
    var top = { depth: 0, children: [] };
    var path = [top];
    source.split("\n").forEach(function (line) {
      var heading = /^(#+)\s+(.*)$/.exec(line);
      var item = /^(\s*)[-*+]\s+(.*)$/.exec(line);
      if (!heading && !item) return;
      var depth = heading ? heading[1].length : 10 + item[1].length;
      while (path[path.length - 1].depth >= depth) path.pop();
      var node = { depth: depth, text: (heading || item)[2].trim(), children: [] };
      path[path.length - 1].children.push(node);
      path.push(node);
    });
    if (top.children.length !== 1) throw new Error("an outline has one heading at the top");
    return top.children[0];
  }

  // Lays the branches of `root` out beside it. `side` is 1 (right) or -1 (left); x and y are the root's
  // middle. Returns {shapes, height}; the y's are relative to the root's.
  function branches(nodes, side, x) {
    var shapes = [];
    var ROW = 34;
    function rows(node) { return node.children.reduce(function (sum, child) { return sum + rows(child); }, 0) || 1; }
    var total = nodes.reduce(function (sum, node) { return sum + rows(node); }, 0);
    function place(list, fromX, fromY, top, level) {
      var at = top;
      list.forEach(function (node) {
        var height = rows(node) * ROW;
        var y = at + height / 2;
        var startX = fromX + side * 36;
        var width = textWidth(node.text) + 8;
        var endX = startX + side * width;
        shapes.push(shape("path", {
          "class": "line",
          d: "M" + fromX + " " + fromY + "C" + (fromX + side * 20) + " " + fromY + " " +
            (startX - side * 20) + " " + y + " " + startX + " " + y
        }));
        if (level === 0) {
          shapes.push(shape("rect", {
            "class": "shape", x: Math.min(startX, endX + side * 8), y: y - 13, width: width + 8, height: 26, rx: 13
          }));
          endX += side * 8;
        }
        shapes.push(label((startX + endX) / 2, y, node.text, {}));
        place(node.children, endX, y, at, level + 1);
        at += height;
      });
    }
    place(nodes, x, 0, -total * ROW / 2, 0);
    return { shapes: shapes, height: total * ROW };
  }

  function reach(node) {
    return 36 + textWidth(node.text) + 16 + Math.max.apply(null, [0].concat(node.children.map(reach)));
  }

  // A mind map: the root, `right` of it some branches, `left` of it the others (maybe none).
  function mindmap(root, right, left) {
    var width = textWidth(root.text) + 36;
    var leftReach = Math.max.apply(null, [0].concat(left.map(reach)));
    var rightReach = Math.max.apply(null, [0].concat(right.map(reach)));
    var x = leftReach + width / 2 + 2;
    var east = branches(right, 1, x + width / 2);
    var west = branches(left, -1, x - width / 2);
    var height = Math.max(east.height, west.height, 44) + 8;
    var all = shape("g", { transform: "translate(0 " + height / 2 + ")" });
    east.shapes.concat(west.shapes, [
      shape("rect", { "class": "strong", x: x - width / 2, y: -18, width: width, height: 36, rx: 18 }),
      label(x, 0, root.text, { "class": "on-strong" })
    ]).forEach(function (one) { all.appendChild(one); });
    return canvas(x + width / 2 + rightReach + 2, height, [all]);
  }

  return {
    blocks: blocks, each: each, withLibrary: withLibrary, shape: shape, canvas: canvas, textWidth: textWidth,
    lines: lines, label: label, head: head, outline: outline, mindmap: mindmap
  };
})();
