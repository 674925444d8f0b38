"use strict";
/* The picture: vis-network draws shapes and lines; the words in it are drawn by words.js. */
kg.picture = (() => {
  const SPEAKS = "speaks-for:";
  let network, container, nodes, edges, theme, options;
  let allNodes = new Map();
  let allEdges = new Map();
  let shown = { places: {}, columns: false };
  let lines = new Map();
  let spots = new Map();
  let cards = new Map();
  let narrow = false;
  let lit = null;

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
    const card = (border) => ({ color: look({ border, background: theme.card }), shapeProperties: { borderRadius: 7 } });
    const looks = {
      anonymous: { color: look({ border: theme.glyph, background: theme.paper }), shapeProperties: { borderDashes: [3, 2] } },
      claim: { ...card(theme.line), borderWidth: 1.2 },
      dispute: { ...card(theme["card-line"]), borderWidth: 1.8 },
    };
    return Object.fromEntries(Object.entries(options.groups).map(([kind, given]) => [kind, { ...given, ...(looks[kind] ?? { color: look(full) }) }]));
  }

  function lineColour(edge) {
    const line = lines.get(edge.id);
    const colour = line ? theme.lines[line.type] : theme["card-line"];
    const on = !lit || lit.edges.has(edge.id);
    const faint = !lit && view.columns && line && kg.isActor(line.to);
    return { color: colour, hover: colour, highlight: colour, opacity: on ? (line ? (faint ? 0.5 : 0.9) : 0.75) : 0.1 };
  }

  function start(element, on) {
    container = element;
    readTheme();
    options = kg.read("kg-options");
    allNodes = new Map(kg.read("kg-nodes").map((node) => [node.id, node]));
    allEdges = new Map(kg.read("kg-edges").map((edge) => [edge.id, edge]));
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(element, { nodes, edges }, { ...options, groups: groups() });
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
    network.on("dragEnd", kg.words.forget);
    network.on("resize", () => {
      const was = narrow;
      if (narrow || container.clientWidth < 560) show(shown, [...lines.values()]);
      if (was !== narrow) fit();
      kg.words.forget();
    });
    kg.words.start(view);
    network.on("afterDrawing", kg.words.draw);
    return network;
  }

  /** Draw these lines and their ends at the scene's places; see folding.js for a line. */
  function show(scene, some) {
    lines = new Map(some.map((line) => [line.id, line]));
    shown = scene;
    const ends = some.flatMap((line) => [line.from, line.to]).filter((id) => kg.has(scene.places, id));
    const alone = scene.made ? Object.keys(scene.places).filter((id) => kg.folding.standIn(id) === id) : [];
    const wanted = new Set([...ends, ...alone]);
    for (const id of wanted) {
      const whom = kg.whomOf(id);
      if (whom && kg.has(scene.places, whom)) wanted.add(kg.folding.standIn(whom));
    }
    const ties = [...wanted].filter((id) => wanted.has(kg.whomOf(id)));
    const room = { w: container.clientWidth, h: container.clientHeight };
    ({ spots, cards, narrow } = kg.places(scene, [...wanted], room, network.canvas.getContext()));
    const bends = bent(some);
    replace(nodes, [...wanted].map((id) => {
      const [x, y] = spots.get(id);
      const tall = cards.has(id) ? { heightConstraint: { minimum: cards.get(id).height } } : {};
      return { ...nodeOf(id), ...tall, x, y, title: tip(id), opacity: opacity(id) };
    }));
    replace(edges, [
      ...ties.map((id) => ({ id: SPEAKS + id, from: id, to: kg.whomOf(id), width: 1, arrows: "", smooth: false, color: lineColour({ id: SPEAKS + id }) })),
      ...some.filter((line) => wanted.has(line.from) && wanted.has(line.to)).map((line) => ({
        ...edgeOf(line), smooth: arc(scene, line.id) ?? bends.get(line.id), title: lineTip(line), color: lineColour(line),
      })),
    ]);
    kg.words.forget();
  }

  /** The node as Python wrote it; one that is in no scene of its own is made here. */
  function nodeOf(id) {
    if (!allNodes.has(id)) {
      const group = kg.isActor(id) ? kg.kindOf(id) : kg.disputed.has(id) ? "dispute" : "claim";
      const card = kg.isActor(id) ? null : kg.places.card(id, network.canvas.getContext());
      const tall = card ? { heightConstraint: { minimum: card.height } } : {};
      allNodes.set(id, { id, group, label: " ", lines: card ? card.lines : [kg.nameOf(id)], ...tall });
    }
    return allNodes.get(id);
  }

  const widthOf = (line) => Math.min(1.5 + 1.2 * Math.log2(line.evidence.length), 8);

  function edgeOf(line) {
    const dash = kg.types.get(line.type).dash;
    return { ...allEdges.get(line.id), id: line.id, from: line.from, to: line.to, width: widthOf(line), dashes: dash.length ? dash : false };
  }

  /** The curves that keep the lines between the same two ends apart, by id. */
  function bent(some) {
    const between = new Map();
    for (const line of some) {
      const key = JSON.stringify([line.from, line.to].sort());
      if (!between.has(key)) between.set(key, []);
      between.get(key).push(line);
    }
    const bends = new Map();
    for (const same of between.values()) {
      same.forEach((line, i) => {
        const turn = (i - (same.length - 1) / 2) * 0.28;
        const clockwise = (turn > 0) === (line.from <= line.to);
        bends.set(line.id, turn ? { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: Math.abs(turn) } : false);
      });
    }
    return bends;
  }

  function arc(scene, id) {
    const bend = kg.folding.ids.length ? 0 : scene.arcs?.[id];
    return bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : null;
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

  function lineTip(line) {
    const times = line.evidence.length > 1 ? ` (${line.evidence.length} passages)` : "";
    return `${kg.nameOf(line.from)} ${line.type} ${kg.nameOf(line.to)}${times}`;
  }

  /** What words.js needs to know. */
  const view = {
    get network() { return network; },
    get nodes() { return nodes.getIds(); },
    get edges() { return edges.getIds().filter((id) => lines.has(id)); },
    get columns() { return shown.columns && !shown.made; },
    get cards() { return cards; },
    get narrow() { return narrow; },
    get lit() { return lit; },
    get theme() { return theme; },
    get spots() { return spots; },
    lines: (id) => allNodes.get(id).lines,
    line: (id) => lines.get(id),
    widthOf,
    faded: (id) => opacity(id) < 1,
  };

  const opacity = (id) => (!lit || lit.nodes.has(id) ? 1 : 0.22);

  function restyle() {
    nodes.update(nodes.getIds().map((id) => ({ id, opacity: opacity(id) })));
    edges.update(edges.getIds().map((id) => ({ id, color: lineColour(lines.get(id) ?? { id }) })));
    kg.words.forget();
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

  /* --- moving about ----------------------------------------------------------------------- */

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** The rectangle around nodes; names in columns have their own room beside it. */
  function bounds(ids) {
    const all = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const [x, y] = spots.get(id);
      const tall = (cards.get(id)?.height ?? 110) / 2;
      const [out, up, down] = kg.isActor(id) ? (view.columns ? [16, 18, 18] : [62, 22, 56]) : [104, tall, tall];
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
    const beside = view.columns && !narrow ? names : 0;
    const room = { w: Math.max(80, container.clientWidth - 36 - beside), h: container.clientHeight - (narrow ? 70 : 84) };
    const scale = Math.max(least, Math.min(view.columns ? 1.04 : most, room.w / (right - left), room.h / (bottom - top)));
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

  function retheme() {
    readTheme();
    network.setOptions({ groups: groups() });
    restyle();
  }

  return {
    start, show, light, select, fit, zoom, neighbour, inSight, retheme, view,
    words: kg.words.boxes,
    get network() { return network; },
    get nodes() { return view.nodes; },
    get edges() { return view.edges; },
  };
})();
