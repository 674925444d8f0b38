"use strict";
/* An article in the explorer: its lines with all attributions marked, and notes beside them. */
kg.article = (() => {
  const { el, button, day } = kg.dom;
  const { data, passages } = kg;
  const STANCE = { for: "for", against: "against", open: "weighs" };
  let box, go;
  let shown = null;

  function note(id, number) {
    const reading = data.readings[id];
    const names = (ids) => ids.map(kg.nameOf).join(", ");
    const remarks = [reading.certainty?.replace("-", " "), reading.negated ? "negated" : null, reading.hearsay ? "hearsay" : null].filter(Boolean);
    return el("li", { class: "note", "data-a": number }, el("button", { type: "button", class: "link", onclick: () => pick(number, true) },
      el("b", {}, names(reading.speakers) || "?"), reading.type ? [" ", el("span", { class: "type" }, reading.type)] : "", reading.targets.length ? ` ${names(reading.targets)}` : ""),
      reading.claims.map(([claim, stance]) => el("p", { class: "about" }, el("span", { class: STANCE[stance] }, STANCE[stance]), ` ${kg.nameOf(claim)}`)),
      reading.via.length ? el("p", { class: "about" }, `reported by ${names(reading.via)}`) : null,
      remarks.length ? el("p", { class: "about" }, remarks.join(" · ")) : null);
  }

  function row(line, readings, noted) {
    if (!line) return el("p", { class: "gap" }, "…");
    const owners = [...new Set(line[1].flatMap(([, marks]) => marks.map((mark) => Math.floor(mark / 4))))];
    const fresh = owners.filter((owner) => !noted.has(owner));
    fresh.forEach((owner) => noted.add(owner));
    return el("div", { class: "line" },
      el("p", { class: "text" }, line[1].map(([text, marks]) => {
        if (!marks.length) return text;
        const roles = [...new Set(marks.map((mark) => passages.ROLES[mark % 4]))].join(" ");
        return el("mark", { class: roles, "data-a": [...new Set(marks.map((mark) => Math.floor(mark / 4)))].join(" ") }, text);
      })),
      fresh.length ? el("ul", { class: "notes" }, fresh.map((owner) => note(readings[owner], owner))) : null);
  }

  const parts = (number) => box.querySelectorAll(`[data-a~="${number}"]`);

  /** Let one attribution stand out, or none. */
  function light(number, look) {
    for (const other of box.querySelectorAll(`.${look}`)) other.classList.remove(look);
    if (number !== null) for (const part of parts(number)) part.classList.add(look);
  }

  function pick(number, open) {
    light(number, "picked");
    if (open) go.reading(passages.article(shown).readings[number]);
  }

  /** The innermost attribution at an element: the one with the fewest characters. */
  function ownerAt(target) {
    const owners = target.closest?.("[data-a]")?.dataset.a.split(" ").map(Number) ?? [];
    const length = (owner) => {
      const { start, end } = data.readings[passages.article(shown).readings[owner]];
      return end - start;
    };
    return owners.sort((a, b) => length(a) - length(b))[0] ?? null;
  }

  /** Show an article, with one of its readings in sight if given. */
  function show(id, reading) {
    if (shown !== id) draw(id);
    const number = reading ? passages.numberOf(reading) : null;
    light(number, "picked");
    if (number !== null) parts(number)[0]?.scrollIntoView({ block: "center" });
  }

  function draw(id) {
    shown = id;
    const article = data.articles[id];
    const { lines, readings } = passages.article(id);
    const noted = new Set();
    const facts = [article.outlet, article.published ? day(article.published) : "undated", article.author, id].filter(Boolean).join(" · ");
    const whole = !lines.includes(null);
    box.replaceChildren(el("div", { class: "kg-article" },
      button("Back", { class: "back", onclick: () => go.back() }),
      el("h2", {}, article.title ?? id), el("p", { class: "facts" }, facts, /^https?:\/\//i.test(article.url ?? "") ? [" · ", el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, "published here")] : "", article.page ? [" · ", kg.panel.pageLink(id)] : ""),
      el("p", { class: "facts" }, passages.ROLES.flatMap((role) => [el("mark", { class: role }, role), " "]),
        whole ? "" : "Only lines with attributions are in this page."),
      lines.map((line) => row(line, readings, noted))));
    box.scrollTop = 0;
  }

  function start(element, actions) {
    box = element;
    go = actions;
    box.addEventListener("mouseover", ({ target }) => light(ownerAt(target), "lit"));
    box.addEventListener("mouseleave", () => light(null, "lit"));
    box.addEventListener("click", ({ target }) => {
      const owner = target.closest("mark") ? ownerAt(target) : null;
      if (owner !== null) pick(owner, true);
    });
  }

  return { start, show };
})();
