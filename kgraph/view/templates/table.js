"use strict";
/* The same edges as a table, for the keyboard, for screen readers and for sorting. */
kg.table = (() => {
  const { el, button, day, swatch } = kg.dom;
  const { data } = kg;
  const PAGE = 300;
  const collator = new Intl.Collator("en", { numeric: true });
  let passing = new Map();
  const first = (edge) => edge.evidence.map((id) => kg.dayOf(data.readings[id])).filter(Boolean).sort()[0] ?? "";
  const COLUMNS = [
    { title: "Who", of: ({ speaker }) => kg.nameOf(speaker) },
    { title: "How", of: (edge) => edge.type },
    { title: "What or whom", of: (edge) => kg.nameOf(edge.object) },
    { title: "Passages", of: (edge) => edge.evidence.length, number: true },
    { title: "Articles", of: (edge) => kg.breadth(edge.evidence).articles, number: true, wide: true },
    { title: "First", of: first, wide: true },
  ];
  let sort = { column: 3, down: true };
  let rows = PAGE;
  let ids = [];
  let chosen = null;
  let box, go;

  /** An edge with the evidence that passes the filters. */
  const edgeOf = (id) => ({ ...data.edges[id], evidence: passing.get(id) });

  function sorted() {
    const of = COLUMNS[sort.column].of;
    const keys = new Map(ids.map((id) => [id, of(edgeOf(id))]));
    const compare = (a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      const order = typeof x === "number" ? x - y : collator.compare(x, y);
      return (sort.down ? -order : order) || (a < b ? -1 : 1);
    };
    return [...ids].sort(compare);
  }

  function head() {
    return el("tr", {}, COLUMNS.map((column, i) => {
      const active = sort.column === i;
      const arrow = active ? (sort.down ? " ↓" : " ↑") : "";
      const press = () => {
        sort = { column: i, down: active ? !sort.down : Boolean(column.number) };
        draw();
        box.querySelectorAll("th button")[i].focus();
      };
      return el("th", { scope: "col", class: column.wide ? "wide" : null, "aria-sort": active ? (sort.down ? "descending" : "ascending") : "none" },
        button(column.title + arrow, { onclick: press }));
    }));
  }

  function row(id) {
    const edge = edgeOf(id);
    const when = first(edge);
    return el("tr", { "data-edge": id, class: id === chosen ? "chosen" : null },
      el("td", {}, button(kg.nameOf(edge.speaker), { class: "link", onclick: () => go.node(edge.speaker) })),
      el("td", {}, swatch(edge.type), " ", button(edge.type, { class: "link", "aria-label": `${kg.nameOf(edge.speaker)} ${edge.type} ${kg.nameOf(edge.object)}: evidence`, onclick: () => go.edge(id) })),
      el("td", {}, button(kg.nameOf(edge.object), { class: "link", onclick: () => go.node(edge.object) })),
      el("td", { class: "number" }, String(edge.evidence.length)),
      el("td", { class: "number wide" }, String(kg.breadth(edge.evidence).articles)),
      el("td", { class: "wide" }, when ? day(when) : "undated"));
  }

  function draw() {
    const more = ids.length - rows;
    box.replaceChildren(
      el("table", {}, el("caption", { class: "unseen" }, "All edges that pass the filters"),
        el("thead", {}, head()), el("tbody", {}, sorted().slice(0, rows).map(row))),
      more > 0 ? button(`Show ${Math.min(PAGE, more)} more of ${more}`, { class: "more", onclick: () => { rows += PAGE; draw(); } }) : "");
  }

  /** Show these edges; the same ones stay as they are, with the focus where it was. */
  function show(visible, evidence) {
    const same = passing === evidence && visible.length === ids.length && visible.every((id, i) => id === ids[i]);
    if (box.firstChild && same) return;
    passing = evidence;
    ids = visible;
    rows = PAGE;
    draw();
  }

  function choose(edge) {
    chosen = edge;
    for (const line of box.querySelectorAll("tr[data-edge]")) line.classList.toggle("chosen", line.dataset.edge === edge);
  }

  return { start: (element, actions) => { box = element; go = actions; }, show, draw, choose };
})();
