"use strict";
/* The left column: search, disputes, and the filters with their counts. */
kg.finder = (() => {
  const { el, button, swatch, glyph } = kg.dom;
  const { data, filters, passages } = kg;
  const KINDS = { government: "Governments", person: "Persons", organisation: "Organisations", group: "Groups", outlet: "News media", anonymous: "Anonymous sources" };
  const HITS = 12;
  const FEW = 8;
  const $ = (id) => document.getElementById(id);
  const open = new Set(); // facets of which all values are shown
  let go, values;

  /* --- facets ------------------------------------------------------------------------------- */

  function facts() {
    const used = { types: new Set(), kinds: new Set(), outlets: new Map(), certainty: new Set(), actors: new Map() };
    const more = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
    for (const edge of Object.values(data.edges)) {
      used.types.add(edge.type);
      for (const id of new Set([edge.speaker, edge.object])) if (kg.isActor(id)) used.kinds.add(kg.kindOf(id));
      for (const id of edge.evidence) {
        more(used.actors, edge.speaker);
        more(used.outlets, data.articles[data.readings[id].article].outlet ?? filters.NONE);
        used.certainty.add(data.readings[id].certainty ?? filters.NONE);
      }
    }
    const ranked = (map) => [...map].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([value]) => value);
    return {
      types: [...kg.types.keys()].filter((type) => used.types.has(type)),
      kinds: Object.keys(KINDS).filter((kind) => used.kinds.has(kind)),
      outlets: ranked(used.outlets),
      certainty: [...used.certainty].sort((a, b) => (a === filters.NONE) - (b === filters.NONE) || (a < b ? -1 : 1)),
      actors: ranked(used.actors),
    };
  }

  const LOOK = {
    types: { mark: swatch, label: (type) => type, title: (type) => kg.types.get(type).definition },
    kinds: { mark: glyph, label: (kind) => KINDS[kind] },
    outlets: { label: (outlet) => (outlet === filters.NONE ? "outlet not known" : outlet) },
    certainty: { label: (word) => (word === filters.NONE ? "not said" : word.replace("-", " ")) },
    actors: { mark: (id) => glyph(kg.kindOf(id)), label: kg.nameOf, title: (id) => data.actors[id].role ?? null },
  };

  /** What a facet lists: the first few values, those that are set, all on request. */
  function listed(facet) {
    const all = values[facet];
    if (open.has(facet) || all.length <= FEW + 2) return all;
    const set = facet === "actors" ? filters.state.actors : new Set();
    return [...all.slice(0, FEW), ...all.slice(FEW).filter((value) => set.has(value))];
  }

  function row(facet, value) {
    const { mark, label, title } = LOOK[facet];
    const only = facet === "actors";
    const set = filters.state[facet];
    const change = ({ target }) => {
      set[target.checked === only ? "add" : "delete"](value);
      go.filter();
    };
    const alone = () => {
      filters.state[facet] = new Set(values[facet].filter((other) => other !== value));
      go.filter();
      [...$(facet).children].find((each) => each.dataset.value === value)?.querySelector("input").focus();
    };
    return el("li", { "data-value": value },
      el("label", { title: title?.(value) ?? null }, el("input", { type: "checkbox", checked: set.has(value) === only, onchange: change }), mark?.(value) ?? "",
        el("span", { class: "label" }, label(value)), el("span", { class: "count" })),
      only ? null : button("only", { class: "alone", "aria-label": `Only ${label(value)}`, onclick: alone }));
  }

  function facet(name) {
    const all = values[name];
    const shown = listed(name);
    $(name).replaceChildren(...shown.map((value) => row(name, value)));
    if (all.length > shown.length) {
      $(name).append(el("li", {}, button(`all ${all.length}`, { class: "quiet", onclick: () => {
        open.add(name);
        go.filter();
      } })));
    }
    $(name).closest("details").hidden = all.length < 2;
  }

  /** Show which values are set, and how many passages each would leave. */
  function draw(counts) {
    const focused = document.activeElement?.closest?.(".facet li");
    const [list, value] = [focused?.parentElement.id, focused?.dataset.value];
    for (const name of Object.keys(values)) {
      facet(name);
      for (const each of $(name).children) {
        const number = counts[name].get(each.dataset.value) ?? 0;
        const spot = each.querySelector(".count");
        if (spot) spot.textContent = String(number);
        each.classList.toggle("empty", Boolean(spot) && number === 0);
      }
    }
    if (list) [...$(list).children].find((each) => each.dataset.value === value)?.querySelector("input")?.focus();
    for (const name of ["disputed", "anonymous"]) {
      $(name).checked = filters.state[name];
      $(name).closest("label").querySelector(".count").textContent = String(counts.switches.get(name) ?? 0);
    }
    $("fold").checked = kg.folding.all();
    $("reset").hidden = !filters.any() && !$("search").value;
  }

  /* --- search ------------------------------------------------------------------------------- */

  function hits(query) {
    const nodes = [...Object.keys(data.actors), ...Object.keys(data.claims)].filter((id) => passages.matches(id, query));
    const weight = new Map(nodes.map((id) => [id, kg.edgesAt(id).length]));
    nodes.sort((a, b) => kg.isActor(b) - kg.isActor(a) || weight.get(b) - weight.get(a));
    const there = new Set(nodes);
    const edges = Object.keys(data.edges).filter((id) => !there.has(data.edges[id].speaker) && !there.has(data.edges[id].object) && passages.matches(id, query));
    return { nodes, edges };
  }

  const hit = (text, small, act) => el("li", {}, button(text, { onclick: act }, el("small", {}, small)));

  function search() {
    const query = $("search").value.trim();
    const box = $("hits");
    box.hidden = !query;
    if (query) {
      const { nodes, edges } = hits(query);
      const items = [
        ...nodes.slice(0, HITS).map((id) => hit(kg.nameOf(id), kg.isActor(id) ? data.actors[id].role ?? kg.kindOf(id) : "claim", () => go.node(id))),
        ...edges.slice(0, HITS).map((id) => hit(`${kg.nameOf(data.edges[id].speaker)} ${data.edges[id].type} ${kg.nameOf(data.edges[id].object)}`, "in the words", () => go.edge(id))),
      ];
      box.replaceChildren(...items.slice(0, HITS));
      const rest = nodes.length + edges.length - Math.min(items.length, HITS);
      if (rest > 0 || !items.length) box.append(el("li", {}, el("p", {}, items.length ? `and ${rest} more` : "Nothing found.")));
    }
    go.query(query);
  }

  function start(actions) {
    go = actions;
    values = facts();
    let waiting = 0;
    $("search").addEventListener("input", () => {
      clearTimeout(waiting);
      if (Object.keys(data.edges).length < 3000) search();
      else waiting = setTimeout(search, 250);
    });
    for (const name of ["disputed", "anonymous"]) {
      $(name).addEventListener("change", ({ target }) => {
        filters.state[name] = target.checked;
        go.filter();
      });
    }
    $("fold").addEventListener("change", ({ target }) => go.fold(target.checked ? kg.folding.heads : []));
    $("reset").addEventListener("click", clear);
    $("fold").closest("label").hidden = !kg.folding.heads.length;
    $("disputed").closest("label").hidden = !data.disputes.length;
    kg.panel.showDisputes($("disputes"));
  }

  function clear() {
    $("search").value = "";
    filters.clear();
    search();
    go.filter();
  }

  return { start, draw, search, clear };
})();
