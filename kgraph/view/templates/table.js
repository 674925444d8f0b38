"use strict";
/* The same edges as a table, for the keyboard, for screen readers and for sorting. */
kg.table = (() => {
  const { el, button, day, swatch } = kg.dom;
  const { data } = kg;
  const PAGE = 300;
  const collator = new Intl.Collator("en", { numeric: true });
  const first = (edge) => edge.evidence.map((id) => data.articles[data.readings[id].article].published).filter(Boolean).sort()[0] ?? "";
  const COLUMNS = [
    { title: "Who", of: (edge) => kg.nameOf(edge.speaker) },
    { title: "How", of: (edge) => edge.type },
    { title: "What or whom", of: (edge) => kg.nameOf(edge.object) },
    { title: "Passages", of: (edge) => edge.evidence.length, number: true },
    { title: "Articles", of: (edge) => kg.breadth(edge.evidence).articles, number: true, wide: true },
    { title: "First", of: first, wide: true },
  ];
  let sort = { column: 3, down: true };
  let rows = PAGE;
  let ids = [];
  let box, go;

  function compare(a, b) {
    const of = COLUMNS[sort.column].of;
    const [x, y] = [of(data.edges[a]), of(data.edges[b])];
    const order = typeof x === "number" ? x - y : collator.compare(x, y);
    return (sort.down ? -order : order) || collator.compare(a, b);
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
    const edge = data.edges[id];
    const when = first(edge);
    return el("tr", { "data-edge": id },
      el("td", {}, button(kg.nameOf(edge.speaker), { class: "link", onclick: () => go.node(edge.speaker) })),
      el("td", {}, swatch(edge.type), " ", button(edge.type, { class: "link", "aria-label": `${kg.nameOf(edge.speaker)} ${edge.type} ${kg.nameOf(edge.object)}: evidence`, onclick: () => go.edge(id) })),
      el("td", {}, button(kg.nameOf(edge.object), { class: "link", onclick: () => go.node(edge.object) })),
      el("td", { class: "number" }, String(edge.evidence.length)),
      el("td", { class: "number wide" }, String(kg.breadth(edge.evidence).articles)),
      el("td", { class: "wide" }, when ? day(when) : "undated"));
  }

  function draw() {
    const sorted = [...ids].sort(compare);
    const more = sorted.length - rows;
    box.replaceChildren(
      el("table", {}, el("caption", { class: "unseen" }, "All edges that pass the filters"),
        el("thead", {}, head()), el("tbody", {}, sorted.slice(0, rows).map(row))),
      more > 0 ? button(`Show ${Math.min(PAGE, more)} more of ${more}`, { class: "more", onclick: () => { rows += PAGE; draw(); } }) : "");
  }

  /** Show these edges; the same ones stay as they are, with the focus where it was. */
  function show(visible) {
    if (box.firstChild && visible.length === ids.length && visible.every((id, i) => id === ids[i])) return;
    ids = visible;
    rows = PAGE;
    draw();
  }

  function choose(edge) {
    for (const line of box.querySelectorAll("tr[data-edge]")) line.classList.toggle("chosen", line.dataset.edge === edge);
  }

  return { start: (element, actions) => { box = element; go = actions; }, show, draw, choose };
})();
