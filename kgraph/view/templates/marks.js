"use strict";
/* What a reviewer thinks of attributions: kept in this browser, saved as a corrections file. */
kg.marks = (() => {
  const { el, button } = kg.dom;
  const { data } = kg;
  const KEY = "kgraph-marks";
  const VERDICTS = ["right", "wrong", "unsure"];
  const verdicts = new Map(Object.entries(stored()).filter(([id, verdict]) => kg.has(data.readings, id) && VERDICTS.includes(verdict)));
  let changed = () => {};

  function stored() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // a notebook's sandbox keeps nothing, and a stranger may have written there
    }
  }

  function set(id, verdict) {
    const others = stored();
    if (verdict) verdicts.set(id, verdict);
    else verdicts.delete(id);
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...others, [id]: verdict ?? undefined }));
    } catch {
      /* as above: the marks last as long as the page */
    }
    changed();
  }

  /** Three buttons, of which one may be pressed. */
  function buttons(id) {
    const row = el("span", { class: "verdicts", role: "group", "aria-label": "Is this attribution right?" });
    const draw = () => row.replaceChildren(...VERDICTS.map((verdict) => button(verdict, {
      class: `verdict ${verdict}`, "aria-pressed": String(verdicts.get(id) === verdict),
      onclick: () => {
        set(id, verdicts.get(id) === verdict ? null : verdict);
        draw();
        row.children[VERDICTS.indexOf(verdict)].focus();
      },
    })));
    draw();
    return row;
  }

  function marked() {
    const order = (a, b) => (a.article < b.article ? -1 : a.article > b.article ? 1 : a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
    return [...verdicts.keys()].map((id) => data.readings[id]).sort(order);
  }

  /** The corrections file that strikes what is wrong; each is named by its words and offset. */
  const corrections = () => ({
    reading: marked().filter(({ id }) => verdicts.get(id) === "wrong")
      .map(({ id, article, start }) => ({ article, words: kg.passages.span(id), start, strike: true })),
  });

  /** All marks, to be kept or passed on. */
  const all = () => ({
    marks: marked().map(({ id, article, start, end }) => ({ attribution: id, article, start, end, words: kg.passages.span(id), verdict: verdicts.get(id) })),
  });

  const count = (verdict) => [...verdicts.values()].filter((each) => each === verdict).length;

  return { buttons, corrections, all, count, onchange: (act) => { changed = act; }, get size() { return verdicts.size; }, of: (id) => verdicts.get(id) };
})();
