"use strict";
/* The disputes as text: each claim with those for it, against it, who weigh it and who would not say. */
kg.board = (() => {
  const { el, button, count, tally } = kg.dom;
  const { data, panel } = kg;
  const COLUMNS = [["for", "For"], ["against", "Against"], ["open", "Weighs"], ["silent", "Would not say"]];
  const PAGE = 20;
  let box, go;
  let claims = [];
  let passing = new Set();
  let rows = PAGE;

  /** One voice on a claim: who, how often, and the first words. */
  function voice(speaker, ids, claim) {
    const { type } = data.readings[ids[0]];
    const own = kg.edgesOf(ids[0]).find((id) => data.edges[id].speaker === speaker && data.edges[id].object === claim);
    const times = ids.length > 1 ? ` ×${ids.length}` : "";
    const outlets = kg.breadth(ids).outlets;
    return el("li", {}, button("", { class: "link voice", onclick: () => (own ? go.edge(own) : go.reading(ids[0])) },
      el("b", {}, kg.nameOf(speaker)), " ", panel.typeName(type), times),
      data.actors[speaker].role ? el("p", { class: "role" }, data.actors[speaker].role) : null,
      el("q", {}, shortened(kg.passages.quoted(ids[0]))),
      outlets > 1 ? el("p", { class: "role" }, count(outlets, "outlet")) : null);
  }

  const shortened = (text) => (text.length > 150 ? `${text.slice(0, 149).replace(/\s\S*$/, "")} …` : text);

  function column([side, title], found, claim) {
    const voices = new Map();
    for (const id of found[side].filter((reading) => passing.has(reading))) {
      for (const speaker of data.readings[id].speakers) voices.set(speaker, [...(voices.get(speaker) ?? []), id]);
    }
    const sorted = [...voices].sort(([a, x], [b, y]) => y.length - x.length || (kg.nameOf(a) < kg.nameOf(b) ? -1 : 1));
    return el("section", { class: `side ${side}` }, el("h3", {}, title, " ", el("span", { class: "count" }, String(sorted.length))),
      sorted.length ? el("ul", {}, sorted.map(([speaker, ids]) => voice(speaker, ids, claim))) : el("p", { class: "none" }, "nobody"));
  }

  function dispute(claim) {
    const found = kg.sides(claim);
    const { event } = data.claims[claim];
    return el("section", { class: "dispute" },
      el("h2", {}, button(kg.nameOf(claim), { class: "link", "data-claim": claim, onclick: () => go.node(claim) })),
      event ? el("p", { class: "role" }, `About ${event.label}`) : null, tally(claim),
      el("div", { class: "sides" }, COLUMNS.map((each) => column(each, found, claim))));
  }

  function draw() {
    const more = claims.length - rows;
    box.replaceChildren(...claims.slice(0, rows).map(dispute),
      more > 0 ? button(`Show ${Math.min(PAGE, more)} more of ${more}`, { class: "more", onclick: () => { rows += PAGE; draw(); } }) : "",
      claims.length ? "" : el("p", { class: "none" }, "No claim has somebody for and somebody against it."));
  }

  /** Show the disputes of which some readings pass the filters. */
  function show(readings) {
    passing = readings;
    rows = PAGE;
    claims = data.disputes.filter((claim) => COLUMNS.some(([side]) => kg.sides(claim)[side].some((id) => readings.has(id))));
    draw();
    return claims;
  }

  return { start: (element, actions) => { box = element; go = actions; }, show };
})();
