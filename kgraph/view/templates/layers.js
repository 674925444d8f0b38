"use strict";
/* Scenes made on request: what is around a node, and the ways between two. */
kg.layers = (() => {
  const { data } = kg;
  const MOST = 44;
  const STEP = 400;
  const LONG = 13;
  const GAP = 16;

  /** Who is next to whom by the given edges and by speaking for: pairs of id and weight, by id. */
  function neighbours(edges) {
    const near = new Map();
    const join = (a, b, weight) => {
      if (!near.has(a)) near.set(a, new Map());
      near.get(a).set(b, (near.get(a).get(b) ?? 0) + weight);
    };
    for (const [id, evidence] of edges) {
      const { speaker, object } = data.edges[id];
      join(speaker, object, evidence.length);
      join(object, speaker, evidence.length);
    }
    for (const id of [...near.keys()]) {
      const whom = kg.whomOf(id);
      if (!whom) continue;
      join(id, whom, 0.5);
      join(whom, id, 0.5);
    }
    return near;
  }

  function scene(name, hint, edges, places) {
    const arcs = {};
    for (const id of edges) {
      const [[x, y], [toX, toY]] = [places[data.edges[id].speaker], places[data.edges[id].object]];
      if (x === toX) arcs[id] = toY > y === x < 0 ? 0.4 : -0.4;
    }
    return { name, hint, edges, places, arcs, columns: true, made: true };
  }

  /** The scene around a node: those who speak on it stand left, what it speaks on right. */
  function around(id, hops, edges) {
    const near = neighbours(edges);
    const side = new Map([[id, 0]]);
    let left = 0;
    let rim = [id];
    for (let hop = 1; hop <= hops; hop += 1) {
      const next = new Map();
      for (const at of rim) {
        for (const [other, weight] of near.get(at) ?? []) {
          if (side.has(other)) continue;
          const sign = hop === 1 ? direction(id, other, edges) : Math.sign(side.get(at));
          if (!next.has(other)) next.set(other, { weight: 0, sign });
          next.get(other).weight += weight;
        }
      }
      const ranked = [...next].sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1));
      const room = Math.max(0, MOST - side.size);
      left += Math.max(0, ranked.length - room);
      rim = ranked.slice(0, room).map(([other, { sign }]) => {
        side.set(other, sign * hop);
        return other;
      });
    }
    const kept = [...edges.keys()].filter((edge) => side.has(data.edges[edge].speaker) && side.has(data.edges[edge].object));
    const hint = `Around ${short(kg.nameOf(id))}: ${hops === 1 ? "one step" : `${hops} steps`}${left ? `; ${left} with less evidence are left out` : ""}.`;
    return scene("around", hint, kept, placed(side, near));
  }

  const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

  /** Right of an actor stands what it speaks on, left who speaks on it or for it. */
  function direction(id, other, edges) {
    const out = kg.edgesAt(id).some((edge) => edges.has(edge) && data.edges[edge].speaker === id && data.edges[edge].object === other);
    if (kg.isActor(id)) return out ? 1 : -1;
    const stances = kg.edgesAt(id).filter((edge) => edges.has(edge) && data.edges[edge].speaker === other)
      .flatMap((edge) => edges.get(edge)).flatMap((reading) => data.readings[reading].claims.filter(([claim]) => claim === id).map(([, stance]) => stance));
    return stances.includes("for") || !stances.length ? -1 : 1;
  }

  /** All shortest ways between two nodes, whichever way the lines point. */
  function between(from, to, edges) {
    const near = neighbours(edges);
    const ahead = distances(from, near);
    const back = distances(to, near);
    const length = ahead.get(to);
    if (length === undefined) return scene("path", `No way from ${short(kg.nameOf(from))} to ${short(kg.nameOf(to))} under these filters.`, [], {});
    const on = [...ahead.keys()].filter((id) => ahead.get(id) + (back.get(id) ?? Infinity) === length);
    const ranked = on.sort((a, b) => (near.get(b)?.size ?? 0) - (near.get(a)?.size ?? 0) || (a < b ? -1 : 1)).slice(0, MOST);
    const there = new Set([from, to, ...ranked]);
    const side = new Map([...there].map((id) => [id, ahead.get(id) - length / 2]));
    const kept = [...edges.keys()].filter((edge) => {
      const { speaker, object } = data.edges[edge];
      return there.has(speaker) && there.has(object) && Math.abs(ahead.get(speaker) - ahead.get(object)) === 1;
    });
    const more = on.length - ranked.length;
    const hint = `From ${short(kg.nameOf(from))} to ${short(kg.nameOf(to))}: ${length} ${length === 1 ? "step" : "steps"}${more > 0 ? `; ${more} more lie on such ways` : ""}.`;
    return scene("path", hint, kept, placed(side, near));
  }

  function distances(from, near) {
    const found = new Map([[from, 0]]);
    for (const [id, far] of found) for (const other of near.get(id)?.keys() ?? []) if (!found.has(other)) found.set(other, far + 1);
    return found;
  }

  const heightOf = (id) => (kg.isActor(id) ? 46 : 74);

  /** Places in columns by side; in each, nodes stand at the mean height of their neighbours. */
  function placed(side, near) {
    const columns = new Map();
    for (const [id, at] of side) {
      if (!columns.has(at)) columns.set(at, []);
      columns.get(at).push(id);
    }
    const places = {};
    const mean = (id) => {
      const known = [...(near.get(id)?.keys() ?? [])].filter((other) => kg.has(places, other) && side.get(other) !== side.get(id));
      return known.length ? known.reduce((sum, other) => sum + places[other][1], 0) / known.length : 0;
    };
    const order = [...columns.keys()].sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
    const wide = spread(columns);
    for (const at of order) {
      const level = new Map(columns.get(at).map((id) => [id, mean(id)]));
      const ids = columns.get(at).sort((a, b) => level.get(a) - level.get(b) || kg.isActor(b) - kg.isActor(a) || (a < b ? -1 : 1));
      const split = ids.length > LONG && !ids.every(kg.isActor) ? 2 : 1;
      const total = ids.reduce((sum, id) => sum + heightOf(id) + GAP, 0) / split;
      let y = -total / 2;
      ids.forEach((id, i) => {
        const room = (heightOf(id) + GAP) / split;
        const shift = split > 1 && i % 2 ? 230 * Math.sign(at || 1) : 0;
        places[id] = [Math.round(wide.get(at) + shift), Math.round(y + room / 2)];
        y += room;
      });
    }
    return places;
  }

  /** The x of each column: further apart where one before it is split in two. */
  function spread(columns) {
    const found = new Map();
    for (const sign of [-1, 1]) {
      let x = 0;
      const sides = [...columns.keys()].filter((at) => (sign > 0 ? at >= 0 : at < 0)).sort((a, b) => Math.abs(a) - Math.abs(b));
      for (const at of sides) {
        x = at === 0 ? 0 : x + STEP * (Math.abs(at) === 0.5 ? 0.55 : 1);
        found.set(at, sign * x);
        if (columns.get(at).length > LONG) x += 230;
      }
    }
    return found;
  }

  return { around, between };
})();
