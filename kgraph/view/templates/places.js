"use strict";
/* Where nodes stand. Python has decided; on a phone the columns of a scene are moved closer. */
kg.places = (() => {
  const NARROW = 560;
  const SCALE = 0.62;
  const ROW = 30;
  const CARD = { width: 204, font: 17, line: 21, pad: 10, tally: 24, lines: 6, gap: 34 };

  /** Words in lines of at most a width, by a measure of text. */
  function wrapped(text, width, most, measure) {
    const lines = [];
    for (const word of text.split(/\s+/)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]} …`] : lines;
  }

  function card(id, measure) {
    const lines = wrapped(kg.nameOf(id), CARD.width - 2 * CARD.pad, CARD.lines, measure);
    const tally = kg.disputed.has(id) ? CARD.tally : 0;
    return { lines, font: CARD.font, line: CARD.line, height: lines.length * CARD.line + 2 * CARD.pad + tally };
  }

  /** The card of a claim that Python has not measured, with the words that fit in it. */
  function plainCard(id, context) {
    context.font = "600 13px sans-serif";
    const disputed = kg.disputed.has(id);
    const lines = wrapped(kg.nameOf(id), CARD.width - 20, disputed ? 4 : 3, (text) => context.measureText(text).width);
    return { lines, height: lines.length * 17 + 18 + (disputed ? 20 : 0) };
  }

  /** Return `spots` (position by id), and for a phone `cards` (words by id) and `scale`. */
  function places(scene, ids, room, context) {
    const given = new Map(ids.map((id) => [id, scene.places[id]]));
    if (!scene.columns || scene.made || room.w >= NARROW) return { spots: given, cards: new Map(), narrow: false };
    context.font = `600 ${CARD.font}px sans-serif`;
    const measure = (text) => context.measureText(text).width;
    const byHeight = (some) => some.sort((a, b) => given.get(a)[1] - given.get(b)[1] || given.get(a)[0] - given.get(b)[0]);
    const claims = byHeight(ids.filter((id) => !kg.isActor(id)));
    const sides = [-1, 1].map((sign) => byHeight(ids.filter((id) => kg.isActor(id) && Math.sign(given.get(id)[0]) === sign)));
    const cards = new Map(claims.map((id) => [id, card(id, measure)]));
    const stack = claims.reduce((sum, id) => sum + cards.get(id).height + CARD.gap, 0);
    const rows = Math.max(...sides.map((side) => side.length), 1);
    const height = Math.max(stack, (rows * ROW) / SCALE, (room.h - 110) / SCALE);
    const spots = new Map();
    sides.forEach((side, i) => side.forEach((id, row) => {
      spots.set(id, [(i ? 1 : -1) * (room.w / 2 - 20) / SCALE, height * ((row + 0.5) / side.length - 0.5)]);
    }));
    let y = -height / 2;
    for (const id of claims) {
      const share = cards.get(id).height + CARD.gap + (height - stack) / claims.length;
      spots.set(id, [0, y + share / 2]);
      y += share;
    }
    return { spots, cards, narrow: true };
  }

  return Object.assign(places, { card: plainCard });
})();
