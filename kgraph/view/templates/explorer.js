"use strict";
/* The state of the page, and what happens when somebody clicks, types or follows a link. */
(() => {
  const { el, button, count } = kg.dom;
  const { data, picture, panel, table, board, article, filters, folding, timeline, finder, layers, passages } = kg;
  const { TEXTS } = kg.links;
  const FEW = 40; // nodes that are seen whole rather than in part
  const $ = (id) => document.getElementById(id);
  const state = { view: kg.links.FIRST, scope: null, article: null, query: "", chosen: null, reading: null, pathFrom: null };
  let found; // what passes the filters
  let drawn = "";
  let opener = null;

  /* --- what is visible ---------------------------------------------------------------------- */

  const reading = () => (state.article ? "article" : state.scope ? null : kg.has(TEXTS, state.view) ? state.view : null);
  const matched = (id) => !state.query || passages.matches(id, state.query);

  function scene() {
    if (state.scope?.path) return layers.between(...state.scope.path, found.passing);
    if (state.scope) return layers.around(state.scope.around, state.scope.hops, found.passing);
    return kg.scenes.get(state.view) ?? { places: {}, edges: [] };
  }

  function update() {
    const mode = reading();
    for (const id of ["table", "board", "article"]) $(id).hidden = mode !== (id === "board" ? "disputes" : id);
    for (const id of ["picture", "hint", "zoom", "scope"]) $(id).hidden = mode !== null;
    $("picture-tools").hidden = mode !== null;
    let shown = [];
    if (mode === "table") table.show(shown = [...found.passing.keys()].filter(matched), found.passing);
    else if (mode === "disputes") shown = board.show(found.readings).flatMap(kg.edgesAt).filter((id) => found.passing.has(id));
    else if (mode === "article") article.show(state.article.id, state.article.reading);
    else shown = showPicture();
    $("empty").hidden = mode !== null || shown.length > 0;
    for (const view of $("views").querySelectorAll("button")) view.setAttribute("aria-pressed", String(!state.scope && !state.article && view.dataset.view === state.view));
    $("views").querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    finder.draw(found.counts);
    timeline.draw(found.counts.days);
    countShown(mode === "article" ? [] : shown, mode);
    emphasise();
  }

  function showPicture() {
    const made = scene();
    const shown = made.edges.filter((id) => found.passing.has(id));
    picture.show(made, folding.lines(shown, found.passing));
    $("hint").textContent = made.hint ?? "";
    showScope();
    const key = JSON.stringify([state.view, state.scope]);
    if (key !== drawn) picture.fit();
    drawn = key;
    return shown;
  }

  /** The bar that says that only a part is drawn, and leads back. */
  function showScope() {
    const hops = state.scope?.around && state.scope.hops;
    $("scope").hidden = !state.scope;
    $("scope").replaceChildren(
      ...(hops ? [1, 2, 3].map((each) => button(`${count(each, "step")}`, { "aria-pressed": String(each === hops), onclick: () => go({ scope: { ...state.scope, hops: each } }) })) : []),
      button("✕ Back to all", { onclick: () => go({ scope: null }) }));
  }

  function countShown(edges, mode) {
    const ends = [...new Set(edges.flatMap((id) => [data.edges[id].speaker, data.edges[id].object]))];
    const actors = ends.filter(kg.isActor).length;
    const evidence = new Set(edges.flatMap((id) => found.passing.get(id) ?? [])).size;
    const of = (some, all, one) => `${some.toLocaleString("en")} of ${all === 1 ? `1 ${one}` : `${all.toLocaleString("en")} ${one}s`}`;
    const size = (rows) => Object.keys(rows).length;
    $("counts").textContent = mode === "article" ? "" : [of(actors, size(data.actors), "actor"), of(ends.length - actors, size(data.claims), "claim"),
      of(edges.length, size(data.edges), "edge"), of(evidence, size(data.readings), "passage")].join(" · ");
  }

  /** Let the choice and its neighbours stand out, or what the search finds. */
  function emphasise() {
    const { edge, node } = state.chosen ?? {};
    const lines = picture.edges.map((id) => picture.view.line(id));
    const at = node && folding.standIn(node);
    let some = null;
    if (edge) some = lines.filter((line) => line.edges.includes(edge));
    else if (node) some = lines.filter((line) => line.from === at || line.to === at);
    else if (state.query) some = lines.filter((line) => line.edges.some(matched));
    picture.light(some && (some.length || state.query || edge) ? lit(some, at) : at && picture.nodes.includes(at) ? lit([], at) : null);
    picture.select({ node: at ?? null, edge: edge ? some[0]?.id ?? null : null });
    table.choose(edge ?? null);
    for (const entry of $("disputes").querySelectorAll("button")) entry.setAttribute("aria-current", String(Boolean(node) && entry.dataset.claim === node));
  }

  const lit = (lines, node) => ({ edges: new Set(lines.map((line) => line.id)), nodes: new Set([...lines.flatMap((line) => [line.from, line.to]), ...(node ? [node] : [])]) });

  /** Change the state, then draw and write the link. */
  function go(change) {
    Object.assign(state, change);
    update();
    writeLink();
  }

  /* --- choosing ----------------------------------------------------------------------------- */

  const drawnIn = (each, { edge, node }) => (edge ? each.edges.includes(edge) : kg.has(each.places, node));

  /** Choose an edge or a node: show its evidence, one reading of it in sight if given, in a scene that draws it. */
  function choose(what, { move = false, focus = false, reading: proof = null } = {}) {
    if (state.pathFrom && what.node && what.node !== state.pathFrom) return way(what.node);
    Object.assign(state, { chosen: what, reading: proof });
    const other = reading() === null && !drawnIn(scene(), what);
    if (other) {
      state.scope = null;
      const known = data.scenes.find((each) => drawnIn(each, what));
      if (known) state.view = known.name;
      else state.scope = what.edge ? { path: [data.edges[what.edge].speaker, data.edges[what.edge].object] } : { around: what.node, hops: 1 };
    }
    panel.show(what, toolsFor(what), found.passing);
    if (proof) panel.reveal(proof);
    closeFinder();
    update();
    writeLink();
    const ends = (what.edge ? [data.edges[what.edge].speaker, data.edges[what.edge].object] : [what.node]).map(folding.standIn);
    afterLayout(() => {
      const seen = reading() !== null ? [] : ends.filter((id) => picture.nodes.includes(id));
      if (move || other || !seen.every(picture.inSight)) reveal(ends, other);
    });
    if (focus) $("panel").querySelector("h2").focus();
    return undefined;
  }

  function toolsFor({ edge, node }) {
    const tools = [button("Copy link", { onclick: ({ currentTarget }) => kg.exports.copy(location.href, currentTarget) })];
    if (edge) return tools;
    const filtered = filters.state.actors.has(node);
    tools.unshift(
      button("What is around it", { onclick: () => go({ scope: { around: node, hops: 1 }, article: null }) }),
      button("Way to …", { "aria-pressed": String(state.pathFrom === node), onclick: ({ currentTarget }) => startWay(node, currentTarget) }));
    if (kg.isActor(node)) {
      tools.push(button(filtered ? "Not only this actor" : "Only this actor", { onclick: () => {
        filters.state.actors[filtered ? "delete" : "add"](node);
        refilter();
        choose(state.chosen);
      } }));
      const voices = kg.voices(node).length;
      if (voices) tools.push(button(folding.has(node) ? `Unfold its ${count(voices, "voice")}` : `Fold its ${count(voices, "voice")} into it`, { onclick: () => {
        folding.toggle(node);
        choose(state.chosen);
      } }));
    }
    return tools;
  }

  function startWay(node, pressed) {
    state.pathFrom = state.pathFrom === node ? null : node;
    pressed.setAttribute("aria-pressed", String(Boolean(state.pathFrom)));
    $("spoken").textContent = state.pathFrom ? "Choose the other end: click it, or find it with /" : "";
    $("hint").textContent = state.pathFrom ? `Way from ${kg.nameOf(node)}: now choose the other end, in the picture or by search.` : "";
  }

  function way(to) {
    const path = [state.pathFrom, to];
    state.pathFrom = null;
    go({ scope: { path }, article: null });
    choose({ node: to });
  }

  const afterLayout = (act) => requestAnimationFrame(() => requestAnimationFrame(act));

  function reveal(ids, whole) {
    if (reading() !== null) return;
    if (state.scope) {
      picture.fit();
      return;
    }
    const at = picture.edges.map((id) => picture.view.line(id)).filter((line) => line.from === ids[0] || line.to === ids[0]);
    const near = ids.length > 1 ? ids : [...new Set([ids[0], ...at.flatMap((line) => [line.from, line.to])])];
    const there = near.filter((id) => picture.nodes.includes(id));
    const few = picture.nodes.length <= FEW;
    picture.fit(there.length && !few ? there : undefined, { animate: !whole, least: 0.35 });
  }

  function nothing() {
    state.pathFrom = null;
    if (!state.chosen) {
      if (state.article) go({ article: null });
      return;
    }
    const whole = picture.nodes.every(picture.inSight);
    Object.assign(state, { chosen: null, reading: null });
    $("panel").hidden = true;
    document.body.classList.remove("reading");
    emphasise();
    writeLink();
    if (whole && reading() === null) afterLayout(() => picture.fit());
    opener?.focus?.();
    opener = null;
  }

  function fromPage(what, options) {
    if (!$("panel").contains(document.activeElement)) opener = document.activeElement;
    choose(what, options);
  }

  /** The edge or claim that shows a reading, and the reading within it. */
  function openReading(id) {
    const { claims, speakers } = data.readings[id];
    const [edge] = kg.edgesOf(id);
    const what = edge ? { edge } : claims.length ? { node: claims[0][0] } : speakers.length ? { node: speakers[0] } : null;
    if (state.article) state.article.reading = id;
    if (what) choose(what, { reading: id });
  }

  function openArticle(id, at = null) {
    closeFinder();
    go({ article: { id, reading: at } });
    if (matchMedia("(max-width: 760px)").matches) {
      $("panel").hidden = true;
      document.body.classList.remove("reading");
    }
    $("article").focus();
  }

  const actions = {
    edge: (edge) => fromPage({ edge }, { move: true, focus: true }),
    node: (node) => fromPage({ node }, { move: true, focus: true }),
    dispute: (node) => fromPage({ node }, { move: true, focus: true }),
    view: setView,
    article: openArticle,
    reading: openReading,
    back: () => go({ article: null }),
    filter: () => {
      refilter();
      if (state.chosen) panel.show(state.chosen, toolsFor(state.chosen), found.passing);
    },
    query: (query) => go({ query }),
    fold: (ids) => {
      folding.set(ids);
      if (state.chosen) panel.show(state.chosen, toolsFor(state.chosen), found.passing);
      go({});
    },
    nothing,
  };

  function refilter() {
    found = filters.apply();
    go({});
  }

  /* --- links -------------------------------------------------------------------------------- */

  function writeLink() {
    try {
      history.replaceState(null, "", kg.links.write(state));
    } catch {
      /* a notebook's sandbox has no address to write to */
    }
  }

  function followLink() {
    const { chosen, ...rest } = kg.links.read();
    Object.assign(state, rest);
    found = filters.apply();
    $("search").value = state.query;
    if (chosen) choose(chosen, { move: true, reading: rest.reading });
    else update();
  }

  function setView(view) {
    go({ view, scope: null, article: null });
    if (reading() === null) picture.fit();
  }

  /* --- the keyboard, the header ------------------------------------------------------------- */

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let at = null;

  function pictureKey(event) {
    if (ARROWS[event.key]) {
      at = picture.neighbour(at, ARROWS[event.key]);
      if (!at) return;
      picture.select({ node: at });
      $("spoken").textContent = `${kg.nameOf(at)}, ${kg.kindOf(at)}, ${count(kg.edgesAt(at).length, "edge")}`;
    } else if (event.key === "Enter" && at) actions.node(at);
    else if (event.key === "+" || event.key === "=") picture.zoom(1.25);
    else if (event.key === "-") picture.zoom(0.8);
    else if (event.key === "0") picture.fit();
    else return;
    event.preventDefault();
  }

  function pageKey(event) {
    const typing = event.target.matches("input:not([type=checkbox], [type=range])");
    if (event.key === "Escape") {
      if ($("save").open) {
        $("save").open = false;
        $("save").querySelector("summary").focus();
      } else if (typing && state.query) finder.clear();
      else nothing();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      $("finder").classList.add("open");
      $("search").focus();
    } else if (event.key === "Enter" && event.target === $("search")) $("hits").querySelector("button")?.click();
  }

  function closeFinder() {
    $("finder").classList.remove("open");
    $("finder-button").setAttribute("aria-expanded", "false");
  }

  function fillViews() {
    const views = [...data.scenes.map(({ name, title }) => [name, title]), ...Object.entries(TEXTS)];
    $("views").replaceChildren(...views.map(([view, title]) => el("li", { class: kg.has(TEXTS, view) ? "text" : null }, button(title, { "data-view": view, "aria-pressed": "false", onclick: () => setView(view) }))));
  }

  /** Draw in light or dark; without an argument as the reader's system has it. */
  function theme(wish) {
    const dark = wish ? wish === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    $("theme").textContent = dark ? "Light" : "Dark";
    $("theme").setAttribute("aria-label", dark ? "Light colours" : "Dark colours");
  }

  function retheme(wish) {
    theme(wish);
    picture.retheme();
    panel.showDisputes($("disputes"));
    update();
    table.draw();
    if (state.chosen) panel.show(state.chosen, toolsFor(state.chosen), found.passing);
  }

  function listen() {
    const press = (id, act) => $(id).addEventListener("click", act);
    press("fit", () => picture.fit());
    press("zoom-in", () => picture.zoom(1.25));
    press("zoom-out", () => picture.zoom(0.8));
    press("theme", () => retheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
    press("save-png", kg.exports.png);
    press("save-svg", kg.exports.vectors);
    press("save-csv", () => kg.exports.table([...found.passing].filter(([id]) => matched(id))));
    press("save-corrections", kg.exports.corrections);
    press("save-marks", kg.exports.marks);
    press("save-link", ({ currentTarget }) => kg.exports.copy(location.href, currentTarget));
    press("finder-button", () => $("finder-button").setAttribute("aria-expanded", String($("finder").classList.toggle("open"))));
    $("picture").addEventListener("keydown", pictureKey);
    document.addEventListener("keydown", pageKey);
    document.addEventListener("click", ({ target }) => { if (!target.closest("#save")) $("save").open = false; });
    window.addEventListener("hashchange", followLink);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => retheme());
    const marked = () => {
      $("save-corrections").textContent = `Corrections: ${kg.marks.count("wrong")} marked wrong`;
      $("save-marks").textContent = `All ${count(kg.marks.size, "review mark")}`;
    };
    kg.marks.onchange(marked);
    marked();
  }

  function start() {
    theme();
    fillViews();
    panel.start(actions);
    table.start($("table"), actions);
    board.start($("board"), actions);
    article.start($("article"), actions);
    timeline.start($("timeline"), refilter);
    picture.start($("picture"), { edge: (edge) => choose({ edge }), node: (node) => choose({ node }), nothing });
    finder.start(actions);
    listen();
    followLink();
    if (state.query) finder.search();
    if (reading() === null) picture.fit();
    if (state.chosen) choose(state.chosen, { move: true, reading: state.reading });
    Object.assign(kg, { state, choose, setView, clear: finder.clear, go });
    document.documentElement.dataset.ready = "";
  }

  start();
})();
