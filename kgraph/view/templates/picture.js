"use strict";
/* The picture: vis-network draws lines and shapes, this draws all words, so that none collide. */
kg.picture = (() => {
  const FONT = 13;
  const LINE = 17;
  const FACE = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const SPEAKS = "speaks-for:";
  const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
  let network, container, nodes, edges, theme;
  let allNodes = new Map();
  let allEdges = new Map();
  let shown = { places: {}, columns: false };
  let visible = [];
  let spots = new Map();
  let cards = new Map();
  let narrow = false;
  let lit = null;
  let plan = null;

  function readTheme() {
    const { token, colourOf } = kg.dom;
    const names = ["paper", "ink", "soft", "line", "card", "card-line", "glyph", "accent", "for", "against", "open"];
    theme = Object.fromEntries(names.map((name) => [name, token(name)]));
    theme.lines = Object.fromEntries([...kg.types.keys()].map((type) => [type, colourOf(type)]));
    theme.words = Object.fromEntries([...kg.types.keys()].map((type) => [type, colourOf(type, 4.6)]));
  }

  function groups() {
    const full = { border: theme.glyph, background: theme.glyph };
    const look = (base) => ({ ...base, hover: { ...base, border: theme.accent }, highlight: { ...base, border: theme.accent } });
    const made = Object.fromEntries(
      ["government", "organisation", "group", "outlet", "person"].map((kind) => [kind, { color: look(full) }]));
    made.anonymous = { color: look({ border: theme.glyph, background: theme.paper }), shapeProperties: { borderDashes: [3, 2] } };
    const card = (border) => ({ color: look({ border, background: theme.card }), shapeProperties: { borderRadius: 7 } });
    made.claim = { ...card(theme.line), borderWidth: 1.2 };
    made.dispute = { ...card(theme["card-line"]), borderWidth: 1.8 };
    return made;
  }

  function lineColour(edge) {
    const colour = edge.speaks_for ? theme["card-line"] : theme.lines[kg.data.edges[edge.id].type];
    const on = !lit || lit.edges.has(edge.id);
    const faint = !lit && shown.columns && kg.isActor(edge.to);
    return { color: colour, hover: colour, highlight: colour, opacity: on ? (edge.speaks_for ? 0.75 : faint ? 0.5 : 0.9) : 0.1 };
  }

  function start(element, on) {
    container = element;
    readTheme();
    allNodes = new Map(kg.read("kg-nodes").map((node) => [node.id, node]));
    allEdges = new Map(kg.read("kg-edges").map((edge) => [edge.id, edge]));
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(element, { nodes, edges }, { ...kg.read("kg-options"), groups: groups() });
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      if (node) on.node(node);
      else if (edge?.startsWith(SPEAKS)) on.node(edge.slice(SPEAKS.length));
      else if (edge) on.edge(edge);
      else on.nothing();
    });
    network.on("hoverNode", () => { container.style.cursor = "pointer"; });
    network.on("hoverEdge", () => { container.style.cursor = "pointer"; });
    network.on("blurNode", () => { container.style.cursor = ""; });
    network.on("blurEdge", () => { container.style.cursor = ""; });
    network.on("dragEnd", () => { plan = null; });
    network.on("resize", () => {
      const was = narrow;
      if (narrow || container.clientWidth < 560) show(shown, visible);
      if (was !== narrow) fit();
      plan = null;
    });
    network.on("afterDrawing", drawWords);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      readTheme();
      network.setOptions({ groups: groups() });
      restyle();
    });
    return network;
  }

  /** Draw these edges and their ends at the scene's places. */
  function show(scene, some) {
    const wanted = new Set();
    visible = some;
    for (const id of visible) {
      wanted.add(kg.data.edges[id].speaker).add(kg.data.edges[id].object);
    }
    const ties = [];
    shown = scene;
    for (const id of wanted) {
      const whom = kg.data.actors[id]?.affiliation;
      if (whom && scene.places[whom] ) wanted.add(whom);
    }
    for (const id of wanted) if (wanted.has(kg.data.actors[id]?.affiliation) ) ties.push(SPEAKS + id);
    const room = { w: container.clientWidth, h: container.clientHeight };
    ({ spots, cards, narrow } = kg.places(scene, [...wanted], room, network.canvas.getContext()));
    replace(nodes, [...wanted].map((id) => {
      const [x, y] = spots.get(id);
      const tall = cards.has(id) ? { heightConstraint: { minimum: cards.get(id).height } } : {};
      return { ...allNodes.get(id), ...tall, x, y, title: tip(id), opacity: opacity(id) };
    }));
    replace(edges, [...ties, ...visible].map((id) => ({ ...allEdges.get(id), ...arc(scene, id), color: lineColour(allEdges.get(id)) })));
    plan = null;
  }

  function arc(scene, id) {
    const bend = scene.arcs?.[id];
    return bend ? { smooth: { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } } : {};
  }

  function replace(set, items) {
    const keep = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !keep.has(id)));
    set.update(items);
  }

  function tip(id) {
    const actor = kg.data.actors[id];
    if (!actor) return kg.nameOf(id);
    return [actor.name, actor.role, actor.kind].filter(Boolean).join("\n");
  }

  const opacity = (id) => (!lit || lit.nodes.has(id) ? 1 : 0.22);

  function restyle() {
    nodes.update(nodes.getIds().map((id) => ({ id, opacity: opacity(id) })));
    edges.update(edges.getIds().map((id) => ({ id, color: lineColour(allEdges.get(id)) })));
    plan = null;
  }

  /** Let these nodes and edges stand out, or all if null. */
  function light(some) {
    lit = some;
    restyle();
  }

  function select({ node = null, edge = null }) {
    const there = { nodes: node && nodes.get(node) ? [node] : [], edges: edge && edges.get(edge) ? [edge] : [] };
    network.setSelection(there, { highlightEdges: false });
  }

  /* --- words ------------------------------------------------------------------------------ */

  const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const extent = (id) => {
    const { x, y, shape } = network.body.nodes[id];
    return { x, y, w: shape.width, h: shape.height };
  };
  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /** Decide once per zoom which words stand where; the most linked actors choose first. */
  function arrange(ctx, scale) {
    const taken = [];
    const cards = [];
    const names = [];
    const ids = nodes.getIds();
    for (const id of ids) {
      const { x, y, w, h } = extent(id);
      taken.push({ left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });
      if (!kg.isActor(id)) cards.push({ id, x, y, w, h });
    }
    const size = Math.max(FONT, 10.5 / scale);
    const rank = (id) => (lit?.nodes.has(id) ? 1000 : 0) + (kg.kindOf(id) === "government" ? 100 : 0) + kg.edgesAt(id).length;
    for (const id of ids.filter(kg.isActor).sort((a, b) => rank(b) - rank(a))) {
      const name = placeName(ctx, id, size, taken, scale);
      if (name) names.push(name);
    }
    return { scale, cards, names, labels: scale > 0.5 ? arrangeLabels(ctx, taken, scale) : [] };
  }

  function placeName(ctx, id, size, taken, scale) {
    const { x, y, w } = extent(id);
    const line = (size * LINE) / FONT;
    const actor = kg.data.actors[id];
    const role = shown.columns && !narrow && 40 * scale > 27 ? shortened(actor.role ?? "", 34) : "";
    const { lines } = allNodes.get(id);
    const one = [shortened(actor.name, 34)];
    const out = (x < 0 ? -1 : 1) * (narrow ? -1 : 1);
    const below = [[lines, 0, 1], [lines, 0, -1], [lines, 1, 0], [lines, -1, 0]];
    const beside = role || actor.name.length < 28 ? [[one, out, 0], [lines, out, 0]] : [[lines, out, 0]];
    for (const [texts, dx, dy] of shown.columns ? [...beside, [[shortened(actor.name, 14)], out, 0]] : below) {
      ctx.font = `${actor.kind === "government" ? 650 : 500} ${size}px ${FACE}`;
      const width = Math.max(...texts.map((text) => ctx.measureText(text).width), role ? ctx.measureText(role).width * 0.85 : 0);
      const height = line * (texts.length + (role ? 0.85 : 0));
      const at = dx ? { x: x + dx * (w / 2 + 6), y: y - height / 2 } : { x, y: dy > 0 ? y + w / 2 + 4 : y - w / 2 - 4 - height };
      const left = dx < 0 ? at.x - width : dx > 0 ? at.x : x - width / 2;
      const box = { left: left + 2, right: left + width - 2, top: at.y + 2, bottom: at.y + height - 2 };
      if (!taken.some((other) => overlap(box, other))) {
        taken.push(box);
        return { id, box, texts, role, size, line, ...at, align: dx < 0 ? "right" : dx > 0 ? "left" : "center" };
      }
    }
    return null;
  }

  function arrangeLabels(ctx, taken, scale) {
    const size = Math.max(11, 9.5 / scale);
    ctx.font = `600 ${size}px ${FACE}`;
    const order = edges.getIds().filter((id) => !id.startsWith(SPEAKS) && (!lit || lit.edges.has(id)));
    order.sort((a, b) => kg.data.edges[b].evidence.length - kg.data.edges[a].evidence.length);
    const labels = [];
    for (const id of order) {
      const edge = kg.data.edges[id];
      const text = edge.evidence.length > 1 ? `${edge.type} ×${edge.evidence.length}` : edge.type;
      const width = ctx.measureText(text).width + 6;
      const spot = spotFor(network.body.edges[id], width, size, taken);
      if (spot) labels.push({ id, text, size, type: edge.type, ...spot });
    }
    return labels;
  }

  /** The first free stretch of a line that is long enough for its label, or null. */
  function spotFor(line, width, size, taken) {
    const { from, to } = line;
    if (!from || !to || Math.hypot(from.x - to.x, from.y - to.y) < width * 1.6) return null;
    for (const t of ALONG) {
      const point = line.edgeType.getPoint(t);
      const before = line.edgeType.getPoint(t - 0.05);
      const after = line.edgeType.getPoint(t + 0.05);
      let angle = Math.atan2(after.y - before.y, after.x - before.x);
      if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
      const w = (Math.abs(Math.cos(angle)) * width + Math.abs(Math.sin(angle)) * size) / 2;
      const h = (Math.abs(Math.sin(angle)) * width + Math.abs(Math.cos(angle)) * size) / 2;
      const box = { left: point.x - w, right: point.x + w, top: point.y - h, bottom: point.y + h };
      if (!taken.some((other) => overlap(box, other))) {
        taken.push(box);
        return { box, x: point.x, y: point.y, angle };
      }
    }
    return null;
  }

  function drawWords(ctx) {
    const scale = network.getScale();
    if (!plan || Math.abs(plan.scale / scale - 1) > 0.02) plan = arrange(ctx, scale);
    ctx.save();
    ctx.lineJoin = "round";
    for (const label of plan.labels) drawLabel(ctx, label);
    for (const name of plan.names) drawName(ctx, name);
    for (const card of plan.cards) drawCard(ctx, card, scale);
    ctx.restore();
  }

  function drawLabel(ctx, { text, size, type, x, y, angle }) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    ctx.font = `600 ${size}px ${FACE}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.paper;
    ctx.strokeText(text, 0, 0);
    ctx.fillStyle = theme.words[type];
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }

  function drawName(ctx, { id, texts, role, size, line, x, y, align }) {
    ctx.globalAlpha = opacity(id) < 1 ? 0.3 : 1;
    ctx.textAlign = align;
    ctx.textBaseline = "top";
    ctx.font = `${kg.kindOf(id) === "government" ? 650 : 500} ${size}px ${FACE}`;
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.paper;
    ctx.fillStyle = theme.ink;
    texts.forEach((text, i) => {
      ctx.strokeText(text, x, y + i * line + 1);
      ctx.fillText(text, x, y + i * line + 1);
    });
    if (role) {
      ctx.font = `${size * 0.85}px ${FACE}`;
      ctx.fillStyle = theme.soft;
      ctx.strokeText(role, x, y + texts.length * line);
      ctx.fillText(role, x, y + texts.length * line);
    }
    ctx.globalAlpha = 1;
  }

  function drawCard(ctx, { id, x, y, w, h }, scale) {
    const { lines, font, line } = cards.get(id) ?? { lines: allNodes.get(id).lines, font: FONT, line: LINE };
    const disputed = kg.disputed.has(id);
    const pad = 9;
    const top = y - h / 2 + pad;
    ctx.globalAlpha = opacity(id) < 1 ? 0.3 : 1;
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    if (scale * font < 5) {
      ctx.fillStyle = theme.line;
      lines.forEach((_, i) => ctx.fillRect(x - w / 2 + pad, top + i * line + 4, (w - 2 * pad) * (i === lines.length - 1 ? 0.6 : 1), 7));
    } else {
      ctx.font = `${disputed ? 600 : 400} ${font}px ${FACE}`;
      ctx.fillStyle = theme.ink;
      lines.forEach((text, i) => ctx.fillText(text, x - w / 2 + pad, top + i * line + 2, w - 2 * pad));
    }
    if (disputed) drawTally(ctx, id, { left: x - w / 2 + pad, middle: y + h / 2 - pad - 6, width: w - 2 * pad, size: font - 2 });
    ctx.globalAlpha = 1;
  }

  function drawTally(ctx, id, { left, middle, width, size }) {
    const { for: pro, against, open } = kg.tally(id);
    ctx.font = `600 ${size}px ${FACE}`;
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.for;
    ctx.fillText(`${pro} for`, left, middle);
    const room = { from: left + ctx.measureText(`${pro} for`).width + 7 };
    ctx.textAlign = "right";
    ctx.fillStyle = theme.against;
    ctx.fillText(`${against} against`, left + width, middle);
    room.width = left + width - ctx.measureText(`${against} against`).width - 7 - room.from;
    const unit = room.width / (pro + against + open);
    let x = room.from;
    for (const [side, number] of [["for", pro], ["line", open], ["against", against]]) {
      ctx.fillStyle = theme[side];
      ctx.fillRect(x, middle - 2.5, number * unit, 5);
      x += number * unit;
    }
  }

  /* --- moving about ----------------------------------------------------------------------- */

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** The rectangle around nodes; names in columns have their own room beside it. */
  function bounds(ids) {
    const all = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const [x, y] = spots.get(id);
      const tall = (cards.get(id)?.height ?? 110) / 2;
      const [out, up, down] = kg.isActor(id) ? (shown.columns ? [16, 18, 18] : [62, 22, 56]) : [104, tall, tall];
      all.left = Math.min(all.left, x - out);
      all.right = Math.max(all.right, x + out);
      all.top = Math.min(all.top, y - up);
      all.bottom = Math.max(all.bottom, y + down);
    }
    return all;
  }

  function fit(ids = nodes.getIds(), { animate = false, most = 1.15, least = 0.02 } = {}) {
    if (!ids.length) return;
    const { left, right, top, bottom } = bounds(ids);
    const names = container.clientWidth < 900 ? 260 : 350;
    const beside = shown.columns && !narrow ? names : 0;
    const room = { w: Math.max(80, container.clientWidth - 36 - beside), h: container.clientHeight - (narrow ? 70 : 84) };
    const scale = Math.max(least, Math.min(shown.columns ? 1.04 : most, room.w / (right - left), room.h / (bottom - top)));
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 - (narrow ? 8 / scale : 0) },
      scale,
      animation: animate && !still() ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
    });
  }

  /** Whether a node lies within what the canvas shows. */
  function inSight(id) {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    return x > 20 && y > 20 && x < container.clientWidth - 20 && y < container.clientHeight - 20;
  }

  const zoom = (factor) => network.moveTo({ scale: Math.min(3, Math.max(0.05, network.getScale() * factor)) });

  /** The node next to one in the direction of an arrow key; the first one if none is given. */
  function neighbour(id, [dx, dy]) {
    const ids = nodes.getIds();
    if (!id || !nodes.get(id)) return ids.sort((a, b) => kg.edgesAt(b).length - kg.edgesAt(a).length)[0];
    const [x, y] = spots.get(id);
    let best = null;
    let least = Infinity;
    for (const other of ids) {
      const [ox, oy] = spots.get(other);
      const ahead = (ox - x) * dx + (oy - y) * dy;
      const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [other, ahead + 2 * aside];
    }
    return best ?? id;
  }

  return {
    start, show, light, select, fit, zoom, neighbour, inSight,
    words: () => [...plan.names, ...plan.labels].map(({ box }) => box),
    get network() { return network; },
    get nodes() { return nodes.getIds(); },
    get edges() { return edges.getIds().filter((id) => !id.startsWith(SPEAKS)); },
  };
})();
