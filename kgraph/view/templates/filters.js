"use strict";
/* What passes the filters. They are asked of every reading on every edge, so that counts are live. */
kg.filters = (() => {
  const { data } = kg;
  const NONE = ""; // the value of what has no outlet, no certainty
  const FACETS = ["types", "kinds", "outlets", "certainty"];
  const COUNTED = [...FACETS, "actors"];
  const fresh = () => ({
    types: new Set(), kinds: new Set(), outlets: new Set(), certainty: new Set(), // hidden values
    actors: new Set(), // if any: only these
    from: null, to: null, undated: true, disputed: false, anonymous: false,
  });
  let state = fresh();

  const valuesOf = {
    types: (edge) => [edge.type],
    kinds: (edge) => (kg.isActor(edge.object) ? [kg.kindOf(edge.speaker), kg.kindOf(edge.object)] : [kg.kindOf(edge.speaker)]),
    outlets: (edge, reading) => [data.articles[reading.article].outlet ?? NONE],
    certainty: (edge, reading) => [reading.certainty ?? NONE],
    actors: (edge) => (kg.isActor(edge.object) ? [edge.speaker, edge.object] : [edge.speaker]),
  };

  /** Whether an actor is one of the chosen ones, or speaks for one. */
  function chosen(id) {
    for (let who = id, steps = 0; who && steps < 20; who = kg.whomOf(who), steps += 1) if (state.actors.has(who)) return true;
    return false;
  }

  function dated(reading) {
    if (!state.from && !state.to) return state.undated || kg.dayOf(reading) !== null;
    const day = kg.dayOf(reading);
    return day === null ? state.undated : (!state.from || day >= state.from) && (!state.to || day <= state.to);
  }

  const tests = {
    ...Object.fromEntries(FACETS.map((facet) => [facet, (edge, reading) => !state[facet].size || !valuesOf[facet](edge, reading).some((value) => state[facet].has(value))])),
    actors: (edge) => !state.actors.size || valuesOf.actors(edge).some(chosen),
    dates: (edge, reading) => dated(reading),
    disputed: (edge) => !state.disputed || kg.disputed.has(edge.object),
    anonymous: (edge) => !state.anonymous || kg.kindOf(edge.speaker) === "anonymous",
  };
  const names = Object.keys(tests);

  const PASSED = "";
  const LOST = "several";

  /** The one test that a reading on an edge fails, PASSED if none, LOST if more than one. */
  function failed(edge, reading) {
    let found = PASSED;
    for (const name of names) {
      if (tests[name](edge, reading)) continue;
      if (found) return LOST;
      found = name;
    }
    return found;
  }

  /**
   * Return the edges that pass with the evidence that does, by id; and by facet, value and day how
   * many readings would be left if only that facet were asked for that value.
   */
  function apply() {
    const passing = new Map();
    const counts = Object.fromEntries([...COUNTED, "days", "switches"].map((facet) => [facet, new Map()]));
    const last = Object.fromEntries(Object.keys(counts).map((facet) => [facet, new Map()]));
    const count = (facet, value, id) => { // a reading counts once, on however many edges it stands
      if (last[facet].get(value) === id) return;
      last[facet].set(value, id);
      counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    };
    const readings = new Set();
    for (const id of Object.keys(data.readings)) {
      const reading = data.readings[id];
      for (const name of kg.edgesOf(id)) {
        const edge = data.edges[name];
        const first = failed(edge, reading);
        if (first === LOST) continue;
        if (!first) {
          if (!passing.has(name)) passing.set(name, []);
          passing.get(name).push(id);
          readings.add(id);
        }
        for (const facet of COUNTED) {
          if (!first || first === facet) for (const value of valuesOf[facet](edge, reading)) count(facet, value, id);
        }
        if (!first || first === "dates") count("days", kg.dayOf(reading) ?? NONE, id);
        if ((!first || first === "disputed") && kg.disputed.has(edge.object)) count("switches", "disputed", id);
        if ((!first || first === "anonymous") && kg.kindOf(edge.speaker) === "anonymous") count("switches", "anonymous", id);
      }
    }
    return { passing, counts, readings };
  }

  /* --- in links ----------------------------------------------------------------------------- */

  const PREFIX = { types: "hide-type", kinds: "hide-kind", outlets: "hide-outlet", certainty: "hide-certainty", actors: "actor" };
  const DAY = /^\d{4}-\d{2}-\d{2}$/;

  function write(parts) {
    for (const [facet, key] of Object.entries(PREFIX)) for (const value of [...state[facet]].sort()) parts.append(key, value);
    for (const key of ["from", "to"]) if (state[key]) parts.set(key, state[key]);
    if (!state.undated) parts.set("undated", "no");
    for (const key of ["disputed", "anonymous"]) if (state[key]) parts.set(key, "only");
  }

  function read(parts) {
    state = fresh();
    for (const [facet, key] of Object.entries(PREFIX)) state[facet] = new Set(parts.getAll(key));
    for (const id of state.actors) if (!kg.isActor(id)) state.actors.delete(id);
    for (const key of ["from", "to"]) if (DAY.test(parts.get(key) ?? "")) state[key] = parts.get(key);
    state.undated = parts.get("undated") !== "no";
    for (const key of ["disputed", "anonymous"]) state[key] = parts.get(key) === "only";
  }

  const any = () => names.some((name) => (name === "dates" ? state.from || state.to || !state.undated : state[name] === true || state[name].size));

  return { apply, write, read, any, NONE, clear: () => { state = fresh(); }, get state() { return state; } };
})();
