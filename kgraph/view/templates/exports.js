"use strict";
/* What leaves the page as a file: the picture, the table, the marks of a reviewer. */
kg.exports = (() => {
  const { data } = kg;
  const { svg } = kg.dom;
  const COLUMNS = ["speaker", "edge_type", "object", "object_kind", "outlet", "published", "said_on", "certainty", "form", "words", "article", "start", "end", "url", "edge", "attribution", "verdict"];
  const MARGIN = 40;

  function download(name, parts, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(parts instanceof Blob ? parts : new Blob([parts], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const fileName = (suffix) => `${data.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "kgraph"}.${suffix}`;

  /** Text that a spreadsheet takes for text: words from articles must not become a formula. */
  function cell(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== "number" ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function rowsOf(id, evidence) {
    const edge = data.edges[id];
    return evidence.map((at) => {
      const reading = data.readings[at];
      const article = data.articles[reading.article];
      return [kg.nameOf(edge.speaker), edge.type, kg.nameOf(edge.object), kg.kindOf(edge.object), article.outlet, article.published, reading.said_on,
        reading.certainty, reading.form, kg.passages.quoted(at), reading.article, reading.start, reading.end, article.url, id, at, kg.marks.of(at)];
    });
  }

  /** One row for each piece of evidence of these edges, as RFC 4180 has it. */
  function csv(edges) {
    const rows = [...edges].flatMap(([id, evidence]) => rowsOf(id, evidence));
    return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  }

  const table = (edges) => download(fileName("csv"), `\ufeff${csv(edges)}`, "text/csv");
  const json = (name, what) => download(name, `${JSON.stringify(what, null, 1)}\n`, "application/json");
  const corrections = () => json("corrections.json", kg.marks.corrections());
  const marks = () => json("marks.json", kg.marks.all());

  function png() {
    const drawn = kg.picture.network.canvas.frame.canvas;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: drawn.width, height: drawn.height });
    const context = canvas.getContext("2d");
    context.fillStyle = kg.picture.view.theme.paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(drawn, 0, 0);
    canvas.toBlob((blob) => download(fileName("png"), blob));
  }

  /* --- the picture as vectors ---------------------------------------------------------------- */

  const r = (number) => Math.round(number * 10) / 10;
  const FACE = "Helvetica Neue, Arial, sans-serif";
  const CORNERS = {
    diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
    triangle: [[0, -1.1], [1, 0.75], [-1, 0.75]],
    hexagon: [[1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87], [0.5, -0.87]],
  };

  function shape(id, view) {
    const { x, y, shape: drawn, options } = view.network.body.nodes[id];
    const size = options.size;
    const look = { fill: view.theme.glyph, stroke: view.theme.glyph };
    if (!kg.isActor(id)) {
      return svg("rect", { x: r(x - drawn.width / 2), y: r(y - drawn.height / 2), width: r(drawn.width), height: r(drawn.height), rx: 7, fill: view.theme.card, stroke: view.theme[kg.disputed.has(id) ? "card-line" : "line"], "stroke-width": 1.5 });
    }
    if (kg.kindOf(id) === "anonymous") return svg("circle", { cx: r(x), cy: r(y), r: size, fill: view.theme.paper, stroke: view.theme.glyph, "stroke-dasharray": "3 2", "stroke-width": 1.5 });
    const corners = CORNERS[options.shape];
    if (corners) return svg("polygon", { points: corners.map(([dx, dy]) => `${r(x + dx * size)},${r(y + dy * size)}`).join(" "), ...look });
    if (options.shape === "square") return svg("rect", { x: r(x - size), y: r(y - size), width: 2 * size, height: 2 * size, ...look });
    return svg("circle", { cx: r(x), cy: r(y), r: size, ...look });
  }

  function line(id, view) {
    const edge = view.network.body.edges[id];
    const own = view.line(id);
    const steps = edge.options.smooth?.enabled ? 32 : 64;
    const points = Array.from({ length: steps + 1 }, (_, i) => edge.edgeType.getPoint(i / steps));
    if (!own) return [svg("path", { d: path([points[0], points.at(-1)]), stroke: view.theme["card-line"], fill: "none" })];
    const { width, height } = edge.to.shape;
    const outside = points.findLastIndex((point) => Math.abs(point.x - edge.to.x) > width / 2 + 3 || Math.abs(point.y - edge.to.y) > height / 2 + 3);
    const tip = points[Math.max(1, outside)];
    const back = points[Math.max(0, outside - 1)];
    const angle = Math.atan2(tip.y - back.y, tip.x - back.x);
    const big = 7 + view.widthOf(own);
    const corner = (turn) => `${r(tip.x - big * Math.cos(angle + turn))},${r(tip.y - big * Math.sin(angle + turn))}`;
    const colour = view.theme.lines[own.type];
    const dash = kg.types.get(own.type).dash;
    return [
      svg("path", { d: path(points.slice(0, Math.max(1, outside) + 1)), stroke: colour, "stroke-width": r(view.widthOf(own)), fill: "none", "stroke-dasharray": dash.length ? dash.join(" ") : null }),
      svg("polygon", { points: `${r(tip.x)},${r(tip.y)} ${corner(0.4)} ${corner(-0.4)}`, fill: colour }),
    ];
  }

  const path = (points) => points.map(({ x, y }, i) => `${i ? "L" : "M"}${r(x)} ${r(y)}`).join("");

  const words = (text, properties) => svg("text", { "font-family": FACE, ...properties }, text);

  function labelOf({ text, size, type, x, y, angle }, view) {
    return words(text, { x: 0, y: r(size / 3), "font-size": r(size), "font-weight": 600, "text-anchor": "middle", fill: view.theme.words[type], stroke: view.theme.paper, "stroke-width": 4, "paint-order": "stroke", transform: `translate(${r(x)} ${r(y)}) rotate(${r((angle * 180) / Math.PI)})` });
  }

  function nameOf({ id, texts, role, size, line: step, x, y, align }, view) {
    const anchor = { left: "start", right: "end", center: "middle" }[align];
    const common = { x: r(x), "text-anchor": anchor, stroke: view.theme.paper, "stroke-width": 4, "paint-order": "stroke" };
    const lines = texts.map((text, i) => words(text, { ...common, y: r(y + i * step + size * 0.85), "font-size": r(size), "font-weight": kg.kindOf(id) === "government" ? 650 : 500, fill: view.theme.ink }));
    return role ? [...lines, words(role, { ...common, y: r(y + texts.length * step + size * 0.75), "font-size": r(size * 0.85), fill: view.theme.soft })] : lines;
  }

  function cardOf({ id, x, y, w, h }, view) {
    const { lines, font, line: step } = view.cards.get(id) ?? { lines: view.lines(id), font: 13, line: 17 };
    const [left, top, wide] = [x - w / 2 + 9, y - h / 2 + 9, w - 18];
    const made = lines.map((text, i) => words(text, { x: r(left), y: r(top + i * step + font * 0.95), "font-size": font, "font-weight": kg.disputed.has(id) ? 600 : 400, fill: view.theme.ink }));
    if (!kg.disputed.has(id)) return made;
    const tally = kg.tally(id);
    const base = y + h / 2 - 11;
    return [...made, words(`${tally.for} for`, { x: r(left), y: r(base), "font-size": font - 2, "font-weight": 600, fill: view.theme.for }),
      words(`${tally.against} against`, { x: r(left + wide), y: r(base), "font-size": font - 2, "font-weight": 600, fill: view.theme.against, "text-anchor": "end" })];
  }

  /** The whole picture as an SVG document. */
  function svgText() {
    const { view } = kg.picture;
    const { plan } = kg.words;
    const boxes = [...view.nodes.map((id) => {
      const { x, y, shape: { width, height } } = view.network.body.nodes[id];
      return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    }), ...plan.names.map(({ box }) => box)];
    const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
    const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
    const width = Math.max(...boxes.map((box) => box.right)) + MARGIN - left;
    const height = Math.max(...boxes.map((box) => box.bottom)) + MARGIN - top;
    const root = svg("svg", { viewBox: `${r(left)} ${r(top)} ${r(width)} ${r(height)}`, width: r(width), height: r(height) },
      svg("title", {}, data.title), svg("rect", { x: r(left), y: r(top), width: r(width), height: r(height), fill: view.theme.paper }),
      Object.keys(view.network.body.edges).flatMap((id) => line(id, view)), view.nodes.map((id) => shape(id, view)),
      plan.labels.map((label) => labelOf(label, view)), plan.names.flatMap((name) => nameOf(name, view)), plan.cards.flatMap((card) => cardOf(card, view)));
    return new XMLSerializer().serializeToString(root);
  }

  const vectors = () => download(fileName("svg"), svgText(), "image/svg+xml");

  /** For pages that may not use the clipboard directly, as in frames of notebooks. */
  function copyOldWay(text) {
    const area = kg.dom.el("textarea", { class: "unseen", "aria-hidden": "true" }, text);
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return done;
  }

  /** Put text on the clipboard and say so on the button that was pressed. */
  function copy(text, pressed) {
    const said = pressed.textContent;
    const say = (words_) => {
      pressed.textContent = words_;
      setTimeout(() => { pressed.textContent = said; }, 1500);
    };
    const fallback = () => say(copyOldWay(text) ? "Copied" : "The browser forbids it");
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say("Copied"), fallback);
    else fallback();
  }

  return { csv, table, corrections, marks, png, vectors, svgText, copy };
})();
