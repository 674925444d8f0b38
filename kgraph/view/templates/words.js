"use strict";
/* The words in the picture: names, labels of lines and the texts of claims, so that none collide. */
kg.words = (() => {
  const FONT = 13;
  const LINE = 17;
  const FACE = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const MANY = 400;
  const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
  let view = null; // the picture: what is drawn, where and in which colours
  let plan = null; // what stands where at this zoom

  const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const extent = (id) => {
    const { x, y, shape } = view.network.body.nodes[id];
    return { x, y, w: shape.width, h: shape.height };
  };
  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /** Decide once per zoom which words stand where; the most linked actors choose first. */
  function arrange(ctx, scale) {
    const taken = [];
    const cards = [];
    const names = [];
    const ids = view.nodes;
    for (const id of ids) {
      const { x, y, w, h } = extent(id);
      taken.push({ left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });
      if (!kg.isActor(id)) cards.push({ id, x, y, w, h });
    }
    const size = Math.max(FONT, 10.5 / scale);
    const rank = (id) => (view.lit?.nodes.has(id) ? 1000 : 0) + (kg.kindOf(id) === "government" ? 100 : 0) + kg.edgesAt(id).length;
    for (const id of ids.filter(kg.isActor).sort((a, b) => rank(b) - rank(a))) {
      const name = placeName(ctx, id, size, taken, scale);
      if (name) names.push(name);
    }
    return { scale, cards, names, labels: scale > 0.5 && (view.lit || view.edges.length < MANY) ? arrangeLabels(ctx, taken, scale) : [] };
  }

  function placeName(ctx, id, size, taken, scale) {
    const { x, y, w } = extent(id);
    const line = (size * LINE) / FONT;
    const actor = kg.data.actors[id];
    const role = view.columns && !view.narrow && 40 * scale > 27 ? shortened(actor.role ?? "", 34) : "";
    const lines = [...view.lines(id)];
    const folded = kg.folding.has(id) ? ` +${kg.voices(id).length}` : "";
    const one = [shortened(actor.name, 34) + folded];
    lines[lines.length - 1] += folded;
    const out = (x < 0 ? -1 : 1) * (view.narrow ? -1 : 1);
    const around = [[lines, 0, 1], [lines, 0, -1], [lines, 1, 0], [lines, -1, 0]];
    const beside = role || actor.name.length < 28 ? [[one, out, 0], [lines, out, 0]] : [[lines, out, 0]];
    let best = null;
    for (const [texts, dx, dy] of view.columns ? [...beside, [[shortened(actor.name, 14)], out, 0]] : around) {
      ctx.font = `${actor.kind === "government" ? 650 : 500} ${size}px ${FACE}`;
      const width = Math.max(...texts.map((text) => ctx.measureText(text).width), role ? ctx.measureText(role).width * 0.85 : 0);
      const height = line * (texts.length + (role ? 0.85 : 0));
      const at = dx ? { x: x + dx * (w / 2 + 6), y: y - height / 2 } : { x, y: dy > 0 ? y + w / 2 + 4 : y - w / 2 - 4 - height };
      const left = dx < 0 ? at.x - width : dx > 0 ? at.x : x - width / 2;
      const box = { left: left + 2, right: left + width - 2, top: at.y + 2, bottom: at.y + height - 2 };
      if (taken.some((other) => overlap(box, other))) continue;
      const crossed = view.columns ? 0 : linesThrough(id, box);
      if (!best || crossed < best.crossed) best = { id, box, crossed, texts, role, size, line, ...at, align: dx < 0 ? "right" : dx > 0 ? "left" : "center" };
      if (!crossed) break;
    }
    if (best) taken.push(best.box);
    return best;
  }

  /** How many of a node's own lines run through a box beside it. */
  function linesThrough(id, box) {
    const near = view.network.body.nodes[id].edges.filter((line) => view.line(line.id)).slice(0, 40);
    return near.filter(({ from, to }) => [0.05, 0.1, 0.15, 0.2, 0.3, 0.7, 0.8, 0.85, 0.9, 0.95].some((t) => {
      const [x, y] = [from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)];
      return x > box.left && x < box.right && y > box.top && y < box.bottom;
    })).length;
  }

  function arrangeLabels(ctx, taken, scale) {
    const size = Math.max(11, 9.5 / scale);
    ctx.font = `600 ${size}px ${FACE}`;
    const order = view.edges.filter((id) => (!view.lit || view.lit.edges.has(id)));
    order.sort((a, b) => view.line(b).evidence.length - view.line(a).evidence.length);
    const labels = [];
    for (const id of order) {
      const edge = view.line(id);
      const text = edge.evidence.length > 1 ? `${edge.type} ×${edge.evidence.length}` : edge.type;
      const width = ctx.measureText(text).width + 6;
      const spot = spotFor(view.network.body.edges[id], width, size, taken);
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

  function draw(ctx) {
    const scale = view.network.getScale();
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
    ctx.strokeStyle = view.theme.paper;
    ctx.strokeText(text, 0, 0);
    ctx.fillStyle = view.theme.words[type];
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }

  function drawName(ctx, { id, texts, role, size, line, x, y, align }) {
    ctx.globalAlpha = view.faded(id) ? 0.3 : 1;
    ctx.textAlign = align;
    ctx.textBaseline = "top";
    ctx.font = `${kg.kindOf(id) === "government" ? 650 : 500} ${size}px ${FACE}`;
    ctx.lineWidth = 4;
    ctx.strokeStyle = view.theme.paper;
    ctx.fillStyle = view.theme.ink;
    texts.forEach((text, i) => {
      ctx.strokeText(text, x, y + i * line + 1);
      ctx.fillText(text, x, y + i * line + 1);
    });
    if (role) {
      ctx.font = `${size * 0.85}px ${FACE}`;
      ctx.fillStyle = view.theme.soft;
      ctx.strokeText(role, x, y + texts.length * line);
      ctx.fillText(role, x, y + texts.length * line);
    }
    ctx.globalAlpha = 1;
  }

  function drawCard(ctx, { id, x, y, w, h }, scale) {
    const { lines, font, line } = view.cards.get(id) ?? { lines: view.lines(id), font: FONT, line: LINE };
    const disputed = kg.disputed.has(id);
    const pad = 9;
    const top = y - h / 2 + pad;
    ctx.globalAlpha = view.faded(id) ? 0.3 : 1;
    ctx.textAlign = "left";
    ctx.textBaseline = "top";
    if (scale * font < 5) {
      ctx.fillStyle = view.theme.line;
      lines.forEach((_, i) => ctx.fillRect(x - w / 2 + pad, top + i * line + 4, (w - 2 * pad) * (i === lines.length - 1 ? 0.6 : 1), 7));
    } else {
      ctx.font = `${disputed ? 600 : 400} ${font}px ${FACE}`;
      ctx.fillStyle = view.theme.ink;
      lines.forEach((text, i) => ctx.fillText(text, x - w / 2 + pad, top + i * line + 2, w - 2 * pad));
    }
    if (disputed) drawTally(ctx, id, { left: x - w / 2 + pad, middle: y + h / 2 - pad - 6, width: w - 2 * pad, size: font - 2 });
    ctx.globalAlpha = 1;
  }

  function drawTally(ctx, id, { left, middle, width, size }) {
    const { for: pro, against, open } = kg.tally(id);
    ctx.font = `600 ${size}px ${FACE}`;
    ctx.textBaseline = "middle";
    ctx.fillStyle = view.theme.for;
    ctx.fillText(`${pro} for`, left, middle);
    const room = { from: left + ctx.measureText(`${pro} for`).width + 7 };
    ctx.textAlign = "right";
    ctx.fillStyle = view.theme.against;
    ctx.fillText(`${against} against`, left + width, middle);
    room.width = left + width - ctx.measureText(`${against} against`).width - 7 - room.from;
    const unit = room.width / (pro + against + open);
    let x = room.from;
    for (const [side, number] of [["for", pro], ["line", open], ["against", against]]) {
      ctx.fillStyle = view.theme[side];
      ctx.fillRect(x, middle - 2.5, number * unit, 5);
      x += number * unit;
    }
  }

  return {
    start: (picture) => { view = picture; },
    draw,
    forget: () => { plan = null; },
    boxes: () => [...plan.names, ...plan.labels].map(({ box }) => box),
    get plan() { return plan; },
  };
})();
