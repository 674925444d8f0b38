"use strict";
/* The payload that Python wrote, and the questions that the page asks of it. */
const kg = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const raw = read("kg-payload");
  const types = new Map(raw.edge_types.map((type) => [type.name, type]));
  const scenes = new Map(raw.scenes.map((scene) => [scene.name, scene]));
  const disputed = new Set(raw.disputes);
  const table = (rows) => Object.fromEntries(rows.map((row) => [row.id, row]));
  const nodes = [...raw.actors, ...raw.claims].map((node) => node.id);
  const typeAt = (number) => (number < 0 ? null : raw.edge_types[number].name);

  const data = {
    title: raw.title, disputes: raw.disputes, scenes: raw.scenes,
    articles: table(raw.articles), actors: table(raw.actors), claims: table(raw.claims),
    readings: Object.fromEntries(raw.readings.map((row) => [row[0], expanded(row)])),
    edges: Object.fromEntries(raw.edges.map(([id, speaker, type, object, evidence]) => [id, {
      speaker: nodes[speaker], type: typeAt(type), object: nodes[object], evidence: evidence.map((at) => raw.readings[at][0]),
    }])),
  };

  /** A reading as an object, from its row of numbers. */
  function expanded([id, article, start, end, type, speakers, targets, claims, via, within, answers, flags, form, certainty, said_on]) {
    return {
      id, article: raw.articles[article].id, start, end, type: typeAt(type),
      speakers: speakers.map((at) => nodes[at]), targets: targets.map((at) => nodes[at]),
      claims: claims.map(([at, stance]) => [nodes[at], stance]), via: via.map((at) => nodes[at]),
      within: within < 0 ? null : raw.readings[within][0], answers: answers < 0 ? null : raw.readings[answers][0],
      negated: Boolean(flags & 1), hearsay: Boolean(flags & 2), form, certainty, said_on,
    };
  }

  const edgesAt = new Map();
  const edgesOf = new Map();
  const readingsOf = { speaker: new Map(), claim: new Map() };
  const voicesOf = new Map();
  const add = (map, key, value) => {
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(value);
  };
  for (const [id, edge] of Object.entries(data.edges)) {
    add(edgesAt, edge.speaker, id);
    if (edge.object !== edge.speaker) add(edgesAt, edge.object, id);
    for (const reading of edge.evidence) add(edgesOf, reading, id);
  }
  for (const [id, reading] of Object.entries(data.readings)) {
    for (const speaker of reading.speakers) add(readingsOf.speaker, speaker, id);
    for (const [claim] of reading.claims) add(readingsOf.claim, claim, id);
  }
  for (const { id, affiliation } of raw.actors) if (affiliation) add(voicesOf, affiliation, id);

  const has = (rows, id) => Object.hasOwn(rows, id);
  const isActor = (id) => has(data.actors, id);
  const isNode = (id) => isActor(id) || has(data.claims, id);
  const nameOf = (id) => (isActor(id) ? data.actors[id].name : has(data.claims, id) ? data.claims[id].label : id);
  const kindOf = (id) => (isActor(id) ? data.actors[id].kind : "claim");
  const plain = (reading) => reading.type !== null && !reading.negated && !reading.hearsay;
  const whomOf = (id) => {
    const whom = data.actors[id]?.affiliation;
    return whom && isActor(whom) ? whom : null;
  };

  /** All who speak for an actor, directly or through others. */
  function voices(actor) {
    const found = new Set([actor]);
    for (const each of found) for (const voice of voicesOf.get(each) ?? []) found.add(voice);
    found.delete(actor);
    return [...found];
  }

  /** The day on which it was said, else that of publication, else null. */
  const dayOf = (reading) => reading.said_on ?? data.articles[reading.article].published ?? null;

  const sided = new Map();

  /** The readings on each side of a claim; those that are no plain edges come apart. */
  function sides(claim) {
    if (sided.has(claim)) return sided.get(claim);
    const found = { for: [], against: [], open: [], silent: [], odd: [] };
    for (const id of readingsOf.claim.get(claim) ?? []) {
      const reading = data.readings[id];
      for (const [about, stance] of reading.claims) {
        if (about !== claim) continue;
        const silent = stance === "open" && types.get(reading.type)?.no_comment;
        found[plain(reading) ? (silent ? "silent" : stance) : "odd"].push(id);
      }
    }
    sided.set(claim, found);
    return found;
  }

  const different = (ids) => new Set(ids.flatMap((id) => data.readings[id].speakers)).size;

  /** How many different voices stand on each side of a claim. */
  function tally(claim) {
    const found = sides(claim);
    return { for: different(found.for), against: different(found.against), open: different([...found.open, ...found.silent]) };
  }

  /** How many articles and outlets a list of readings comes from. */
  function breadth(ids) {
    const articles = new Set(ids.map((id) => data.readings[id].article));
    const outlets = new Set([...articles].map((id) => data.articles[id].outlet).filter(Boolean));
    return { articles: articles.size, outlets: outlets.size };
  }

  return {
    data, types, scenes, disputed, read, has, isActor, isNode, nameOf, kindOf, plain, whomOf, voices, dayOf, sides, tally, breadth,
    edgesAt: (id) => edgesAt.get(id) ?? [],
    edgesOf: (reading) => edgesOf.get(reading) ?? [],
    readingsBy: (id) => readingsOf.speaker.get(id) ?? [],
  };
})();
window.kg = kg;
