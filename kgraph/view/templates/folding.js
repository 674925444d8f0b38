"use strict";
/* Governments with those who speak for them: folded, their voices become one actor in the picture. */
kg.folding = (() => {
  const { data } = kg;
  const folded = new Set();
  const heads = Object.keys(data.actors).filter((id) => kg.voices(id).length && !kg.whomOf(id));

  /** The actor that stands for another in the picture: the outermost folded one that it speaks for. */
  function standIn(id) {
    let found = id;
    for (let who = id, steps = 0; who && steps < 20; who = kg.whomOf(who), steps += 1) if (folded.has(who)) found = who;
    return found;
  }

  /** Lines between stand-ins for some edges: one for each pair of ends and edge type. */
  function lines(edges, passing) {
    const merged = new Map();
    for (const id of edges) {
      const edge = data.edges[id];
      const from = standIn(edge.speaker);
      const to = standIn(edge.object);
      if (from === to && edge.speaker !== edge.object) continue;
      const same = from === edge.speaker && to === edge.object;
      const key = same && !folded.size ? id : JSON.stringify([from, edge.type, to]);
      if (!merged.has(key)) merged.set(key, { from, to, type: edge.type, edges: [], evidence: new Set() });
      const line = merged.get(key);
      line.edges.push(id);
      for (const reading of passing.get(id)) line.evidence.add(reading);
    }
    return [...merged.values()].map((line) => ({ ...line, id: line.edges[0], evidence: [...line.evidence] }));
  }

  /** The edges that are drawn as one line with a given edge. */
  function together(edge, passing) {
    const { speaker, object, type } = data.edges[edge];
    if (!folded.size) return [edge];
    const [from, to] = [standIn(speaker), standIn(object)];
    const near = [from, ...kg.voices(from)].flatMap(kg.edgesAt);
    return [...new Set([edge, ...near])].filter((id) => {
      const other = data.edges[id];
      return (id === edge || passing.has(id)) && other.type === type && standIn(other.speaker) === from && standIn(other.object) === to;
    }).sort();
  }

  function toggle(id, on = !folded.has(id)) {
    folded[on ? "add" : "delete"](id);
  }

  return {
    heads, standIn, lines, together, toggle,
    has: (id) => folded.has(id),
    all: () => heads.length > 0 && heads.every((id) => folded.has(id)),
    set: (ids) => {
      folded.clear();
      for (const id of ids) if (kg.voices(id).length) folded.add(id);
    },
    get ids() { return [...folded].sort(); },
  };
})();
