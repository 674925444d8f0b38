"use strict";
/* The evidence panel: what stands behind an edge, an actor or a claim, in the words of the articles. */
kg.panel = (() => {
  const { el, button, count, day, swatch, colourOf, tally, token, readable } = kg.dom;
  const { data } = kg;
  const KIND = { outlet: "news medium", anonymous: "anonymous source" };
  const STANCE = { for: "for", against: "against", open: "weighs" };
  const FORM = { direct: "quoted", mixed: "partly quoted", indirect: null };
  const PAGE = 40;
  const MANY = 400;
  const ROWS = 60;
  let go;

  const node = (id) =>
    kg.isNode(id) ? button(kg.nameOf(id), { class: "link", onclick: () => go.node(id) }) : el("span", {}, String(id));
  const listed = (ids) => ids.flatMap((id, i) => (i ? [", ", node(id)] : [node(id)]));
  const typeName = (type) => {
    const name = el("span", { class: "type", title: kg.types.get(type).definition }, type);
    name.style.color = readable(kg.types.get(type).colour, token("panel"), 5.2);
    return name;
  };

  function quote(id) {
    return el("blockquote", {}, kg.passages.excerpt(id).map(([text, roles]) => (roles ? el("mark", { class: roles }, text) : text)));
  }

  function chips(reading, about) {
    const chip = (text, look = "", title = null) => el("span", { class: `chip ${look}`, title }, text);
    const stance = reading.claims.find(([claim]) => claim === about)?.[1];
    return el("p", { class: "chips" },
      stance ? chip(STANCE[stance], stance) : null,
      reading.certainty ? chip(reading.certainty.replace("-", " "), "", "How sure the words are") : null,
      FORM[reading.form] ? chip(FORM[reading.form]) : null,
      reading.negated ? chip("negated", "odd", "The article says that this was not said or done") : null,
      reading.hearsay ? chip("hearsay", "odd", "Known only from the mouth of another actor") : null);
  }

  /** "CNN → sources: …": through whose hands the words went before they were printed. */
  function chain(reading) {
    const outer = reading.within && kg.has(data.readings, reading.within) ? data.readings[reading.within].speakers : [];
    const hands = [...new Set([...reading.via, ...outer])].filter((id) => !reading.speakers.includes(id));
    if (!hands.length) return null;
    return el("p", { class: "meta" }, "Reported by ", hands.flatMap((id, i) => (i ? [" → ", node(id)] : [node(id)])),
      " → ", listed(reading.speakers));
  }

  function answers(reading) {
    const other = reading.answers && kg.has(data.readings, reading.answers) ? data.readings[reading.answers] : null;
    return other ? el("p", { class: "meta" }, "Answers ", listed(other.speakers), " (", place(other), ")") : null;
  }

  const place = (reading) => `${reading.article} ${reading.start}–${reading.end}`;

  function source(reading) {
    const article = data.articles[reading.article];
    const said = reading.said_on && reading.said_on !== article.published ? `said ${day(reading.said_on)}` : null;
    const parts = [article.outlet, article.published ? day(article.published) : "undated", said, place(reading)];
    const safe = /^https?:\/\//i.test(article.url ?? "");
    return el("p", { class: "meta", title: article.title ?? null }, parts.filter(Boolean).join(" · "), safe ? " · " : "",
      safe ? el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, "published here") : null);
  }

  /** One line to paste into a report: the words, who says them, and where they stand. */
  function citation(id) {
    const reading = data.readings[id];
    const article = data.articles[reading.article];
    const who = reading.speakers.map(kg.nameOf).join(", ") || "?";
    const from = [article.author, article.title && `“${article.title}”`, article.outlet, article.published ? day(article.published) : "undated", article.url];
    return `${who}${reading.type ? ` ${reading.type}` : ""}: “${kg.passages.quote(id)}” (${[...from, `${reading.article} [${reading.start}–${reading.end}]`].filter(Boolean).join(", ")})`;
  }

  /** To the page of an article, at an attribution if given; only where such pages were written. */
  function pageLink(article, reading = null) {
    const { page } = data.articles[article];
    return page ? el("a", { class: "quiet", href: reading ? `${page}#${encodeURIComponent(reading)}` : page }, "Article's page") : null;
  }

  function proofTools(id) {
    const reading = data.readings[id];
    return el("p", { class: "proof-tools" },
      button("Read in article", { class: "quiet", onclick: () => go.article(reading.article, id) }),
      pageLink(reading.article, id),
      button("Copy citation", { class: "quiet", onclick: ({ currentTarget }) => kg.exports.copy(citation(id), currentTarget) }),
      kg.marks.buttons(id));
  }

  /** One attribution with its words. `about`: the claim whose stance is told; `who`: name the speaker too. */
  function proof(id, { about = null, who = false, others = true, alike = [] } = {}) {
    const reading = data.readings[id];
    const also = others ? reading.claims.filter(([claim]) => claim !== about) : [];
    const item = el("article", { class: "proof", "data-reading": id },
      who ? el("p", { class: "who" }, listed(reading.speakers), " ", reading.type ? typeName(reading.type) : "",
        reading.targets.length ? [" ", listed(reading.targets)] : "") : null,
      quote(id), chips(reading, about),
      also.map(([claim, stance]) => el("p", { class: "meta" }, `${STANCE[stance]}: `, node(claim))),
      chain(reading), answers(reading), source(reading), proofTools(id),
      alike.length ? el("details", { class: "alike" },
        el("summary", {}, `${count(alike.length, "more passage")} in nearly the same words`),
        alike.map((other) => proof(other, { about, who, others }))) : null);
    if (reading.type) item.style.borderLeftColor = colourOf(reading.type);
    return item;
  }

  /** Attributions, the near-identical ones folded; past the first few on request. */
  function proofs(ids, options, from = 0) {
    const groups = ids.length > MANY ? ids.map((id) => ({ id, others: [] })) : kg.passages.foldedAlike(ids);
    const shown = groups.slice(from, from + PAGE).map(({ id, others }) => proof(id, { ...options, alike: others }));
    const left = groups.length - from - PAGE;
    if (left > 0) {
      const rest = groups.slice(from + PAGE).map(({ id }) => id);
      shown.push(button(`Show ${Math.min(PAGE, left)} more of ${left}`, { class: "more", onclick: ({ currentTarget }) => currentTarget.replaceWith(...proofs(rest, options)) }));
    }
    return shown;
  }

  const key = () => el("p", { class: "key" }, ["source", "cue", "content", "target"].map((role) => el("mark", { class: role }, role)));
  const section = (title, number, children, look = "") =>
    children.length ? [el("h3", { class: look }, el("span", {}, title), el("span", {}, String(number))), children] : [];

  function breadth(ids) {
    const { articles, outlets } = kg.breadth(ids);
    return [count(ids.length, "passage"), count(articles, "article"), outlets ? count(outlets, "outlet") : null]
      .filter(Boolean).join(" · ");
  }

  /** What stands behind some edges that are drawn as one line; usually it is one. */
  function edgeContent(ids, passing) {
    const edge = data.edges[ids[0]];
    const [from, to] = [kg.folding.standIn(edge.speaker), kg.folding.standIn(edge.object)];
    const several = ids.length > 1 || from !== edge.speaker || to !== edge.object;
    const about = kg.isActor(edge.object) ? null : edge.object;
    const all = [...new Set(ids.flatMap((id) => data.edges[id].evidence))];
    const kept = new Set(ids.flatMap((id) => passing.get(id) ?? []));
    const shown = kept.size ? all.filter((id) => kept.has(id)) : all;
    return [
      el("p", { class: "above" }, swatch(edge.type), several ? ` ${count(ids.length, "edge")}, folded` : " Edge"),
      el("h2", { class: "main", tabindex: -1 }, node(from), several ? " and its voices " : " ", typeName(edge.type), " ",
        el("span", { class: about ? "proposition" : null }, node(to))),
      el("p", { class: "facts" }, kg.types.get(edge.type).definition),
      el("p", { class: "facts" }, breadth(shown), all.length > shown.length ? ` · ${all.length - shown.length} more do not pass the filters` : ""),
      el("div", { class: "proofs" }, proofs(shown, { about, who: several })), key(),
    ];
  }

  function claimContent(id) {
    const claim = data.claims[id];
    const found = kg.sides(id);
    const event = claim.event && [claim.event.label, claim.event.place, claim.event.date && day(claim.event.date)];
    const side = (title, ids, look) => section(title, count(ids.length, "passage"), proofs(ids, { about: id, who: true }), look);
    return [
      el("p", { class: "above" }, kg.disputed.has(id) ? "Disputed claim" : "Claim"),
      el("h2", { class: "main", tabindex: -1 }, claim.label),
      kg.disputed.has(id) ? tally(id) : null,
      event ? el("p", { class: "facts" }, `About: ${event.filter(Boolean).join(", ")}`) : null,
      claim.agent ? el("p", { class: "facts" }, "Said to have done it: ", node(claim.agent)) : null,
      side("For", found.for, "for"), side("Against", found.against, "against"), side("Weighs", found.open, "open"),
      side("Would not say", found.silent, "open"), side("Not drawn: negated, hearsay or of no edge type", found.odd, ""), key(),
    ];
  }

  function rows(ids, end) {
    const byType = [...ids].sort((a, b) =>
      data.edges[b].evidence.length - data.edges[a].evidence.length || (kg.nameOf(data.edges[a][end]) < kg.nameOf(data.edges[b][end]) ? -1 : 1));
    const more = byType.length - ROWS;
    return byType.length ? [el("ul", { class: "rows" }, byType.slice(0, ROWS).map((id) => {
      const edge = data.edges[id];
      const label = el("span", {}, end === "speaker" ? [kg.nameOf(edge.speaker), " "] : "", typeName(edge.type),
        end === "object" ? [" ", kg.nameOf(edge.object)] : "");
      return el("li", {}, button("", { class: "link", onclick: () => go.edge(id) }, label),
        el("span", { class: "number" }, edge.evidence.length > 1 ? `×${edge.evidence.length}` : ""));
    })), more > 0 ? el("p", { class: "facts" }, `and ${more} more with less evidence: see the table, only this actor`) : null] : [];
  }

  function actorContent(id) {
    const actor = data.actors[id];
    const edges = kg.edgesAt(id);
    const says = edges.filter((edge) => data.edges[edge].speaker === id);
    const toldOf = edges.filter((edge) => data.edges[edge].object === id);
    const members = kg.voices(id);
    const odd = kg.readingsBy(id).filter((reading) => !kg.plain(data.readings[reading]));
    const safe = /^https?:\/\//i.test(actor.same_as ?? "");
    return [
      el("p", { class: "above" }, KIND[actor.kind] ?? actor.kind),
      el("h2", { class: "main", tabindex: -1 }, actor.name),
      actor.role ? el("p", { class: "facts" }, actor.role) : null,
      actor.affiliation ? el("p", { class: "facts" }, "Speaks for ", node(actor.affiliation)) : null,
      actor.aliases ? el("p", { class: "facts" }, `Also: ${actor.aliases.join(", ")}`) : null,
      safe ? el("p", { class: "facts" }, el("a", { href: actor.same_as, target: "_blank", rel: "noopener noreferrer" }, "Wikidata")) : null,
      section("Says", says.length, rows(says, "object")),
      section("Said of it", toldOf.length, rows(toldOf, "speaker")),
      section("Spoken for by", members.length, members.length ? [el("p", { class: "facts" }, listed(members))] : []),
      section("Not drawn: negated, hearsay or of no edge type", odd.length, proofs(odd, { who: true })),
    ];
  }

  /** Fill the panel for an edge or a node. `tools`: buttons below the heading; `passing`: see filters.js. */
  function show({ edge, node: id }, tools, passing) {
    const content = edge ? edgeContent(kg.folding.together(edge, passing), passing) : kg.isActor(id) ? actorContent(id) : claimContent(id);
    const panel = document.getElementById("panel");
    const close = button("✕", { class: "close", "aria-label": "Close", onclick: () => go.nothing() });
    panel.replaceChildren(close, ...content.flat(9).filter((child) => child !== null && child !== ""));
    (panel.querySelector("h3, .proofs") ?? panel.lastElementChild).before(el("p", { class: "tools" }, tools));
    panel.hidden = false;
    document.body.classList.add("reading");
    panel.scrollTop = 0;
  }

  /** Let one attribution of the panel come into sight. */
  function reveal(reading) {
    const proof = [...document.querySelectorAll("#panel .proof")].find((each) => each.dataset.reading === reading);
    for (let at = proof?.parentElement; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    for (const each of document.querySelectorAll("#panel .proof")) each.classList.toggle("picked", each === proof);
    proof?.scrollIntoView({ block: "start" });
  }

  /** The list of disputes in the left column: those with most evidence. */
  function showDisputes(list) {
    const LISTED = 6;
    list.replaceChildren(...data.disputes.slice(0, LISTED).map((id) => el("li", {},
      button("", { "data-claim": id, onclick: () => go.dispute(id) }, el("span", { class: "words" }, kg.nameOf(id)), tally(id)))));
    const more = data.disputes.length - LISTED;
    if (more > 0) list.append(el("li", {}, button(`All ${data.disputes.length} disputes`, { class: "quiet", onclick: () => go.view("disputes") })));
    if (!data.disputes.length) list.append(el("li", { class: "none" }, "No claim has somebody for and somebody against it."));
  }

  return { start: (actions) => { go = actions; }, show, showDisputes, reveal, proofs, pageLink, typeName, node, source };
})();
