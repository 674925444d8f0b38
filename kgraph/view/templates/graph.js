"use strict";
/* The payload that Python wrote, and the questions that the page asks of it. */
const kg = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("kg-payload");
  const types = new Map(data.edge_types.map((type) => [type.name, type]));
  const scenes = new Map(data.scenes.map((scene) => [scene.name, scene]));
  const disputed = new Set(data.disputes);
  const edgesAt = new Map();
  const readingsOf = { speaker: new Map(), claim: new Map() };

  const add = (map, key, value) => {
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(value);
  };
  for (const [id, edge] of Object.entries(data.edges)) {
    add(edgesAt, edge.speaker, id);
    if (edge.object !== edge.speaker) add(edgesAt, edge.object, id);
  }
  for (const [id, reading] of Object.entries(data.readings)) {
    for (const speaker of reading.speakers) add(readingsOf.speaker, speaker, id);
    for (const [claim] of reading.claims) add(readingsOf.claim, claim, id);
  }

  const has = (table, id) => Object.hasOwn(table, id);
  const isActor = (id) => has(data.actors, id);
  const isNode = (id) => isActor(id) || has(data.claims, id);
  const nameOf = (id) => (isActor(id) ? data.actors[id].name : has(data.claims, id) ? data.claims[id].label : id);
  const kindOf = (id) => (isActor(id) ? data.actors[id].kind : "claim");
  const plain = (reading) => reading.type !== null && !reading.negated && !reading.hearsay;

  /** The readings on each side of a claim; those that are no plain edges come apart. */
  function sides(claim) {
    const found = { for: [], against: [], open: [], odd: [] };
    for (const id of readingsOf.claim.get(claim) ?? []) {
      const reading = data.readings[id];
      for (const [about, stance] of reading.claims) {
        if (about === claim) found[plain(reading) ? stance : "odd"].push(id);
      }
    }
    return found;
  }

  /** How many different voices stand on each side of a claim. */
  function tally(claim) {
    const found = sides(claim);
    const voices = (ids) => new Set(ids.flatMap((id) => data.readings[id].speakers)).size;
    return { for: voices(found.for), against: voices(found.against), open: voices(found.open) };
  }

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (reading) => data.readings[reading].excerpt.pieces.filter(([, roles]) => roles).map(([text]) => text).join(" ");
  const texts = new Map();

  /** The text in which a search looks for an actor, a claim or an edge, folded once. */
  function textOf(id) {
    if (!texts.has(id)) {
      const edge = has(data.edges, id) ? data.edges[id] : null;
      const actor = isActor(id) ? data.actors[id] : null;
      const parts = edge
        ? [edge.type, textOf(edge.speaker), textOf(edge.object), ...edge.evidence.map(words)]
        : [nameOf(id), ...(actor ? [...actor.aliases, actor.role ?? ""] : [])];
      texts.set(id, folded(parts.join(" \n ")));
    }
    return texts.get(id);
  }

  const matches = (id, query) => folded(query).split(/\s+/).every((word) => textOf(id).includes(word));

  /** How many articles and outlets a list of readings comes from. */
  function breadth(ids) {
    const articles = new Set(ids.map((id) => data.readings[id].article));
    const outlets = new Set([...articles].map((id) => data.articles[id]?.outlet).filter(Boolean));
    return { articles: articles.size, outlets: outlets.size };
  }

  return {
    data, types, scenes, disputed, read, has, isActor, isNode, nameOf, kindOf, plain, sides, tally, folded,
    words, matches, breadth,
    edgesAt: (id) => edgesAt.get(id) ?? [],
    readingsBy: (id) => readingsOf.speaker.get(id) ?? [],
  };
})();
window.kg = kg;
