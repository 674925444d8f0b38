"use strict";
/* The state of the page, and what happens when somebody clicks, types or follows a link. */
(() => {
  const { el, button, count, swatch, glyph } = kg.dom;
  const { data, picture, panel, table } = kg;
  const KINDS = { government: "Governments", person: "Persons", organisation: "Organisations", group: "Groups", outlet: "News media", anonymous: "Anonymous sources" };
  const TABLE = "table";
  const HITS = 12;
  const $ = (id) => document.getElementById(id);
  const first = data.scenes[0]?.name ?? TABLE;
  const state = { view: first, without: { types: new Set(), kinds: new Set() }, disputedOnly: false, query: "", chosen: null };
  let opener = null;

  /* --- what is visible ---------------------------------------------------------------------- */

  function pool() {
    const all = state.view === TABLE ? Object.keys(data.edges) : kg.scenes.get(state.view)?.edges ?? [];
    return state.disputedOnly ? all.filter((id) => kg.disputed.has(data.edges[id].object)) : all;
  }
  const typeOn = (id) => !state.without.types.has(data.edges[id].type);
  const kindsOf = (id) => [kg.kindOf(data.edges[id].speaker), kg.kindOf(data.edges[id].object)];
  const kindOn = (id) => !kindsOf(id).some((kind) => state.without.kinds.has(kind));
  const found = (id) => !state.query || kg.matches(id, state.query);

  function update() {
    const all = pool();
    const visible = all.filter((id) => typeOn(id) && kindOn(id));
    const inTable = state.view === TABLE;
    $("table").hidden = !inTable;
    for (const id of ["picture", "hint"]) $(id).hidden = inTable;
    document.querySelector(".zoom").hidden = inTable;
    if (inTable) table.show(visible.filter(found));
    else picture.show(kg.scenes.get(state.view) ?? { places: {} }, visible);
    $("hint").textContent = kg.scenes.get(state.view)?.hint ?? "";
    $("empty").hidden = visible.length > 0;
    for (const view of $("views").querySelectorAll("button")) view.setAttribute("aria-pressed", view.dataset.view === state.view);
    countFacets(all);
    countShown(inTable ? visible.filter(found) : visible);
    emphasise();
  }

  function countFacets(all) {
    const number = (facet, test) => all.filter((id) => test(id) && found(id)).length;
    for (const row of $("types").children) {
      setCount(row, number("types", (id) => data.edges[id].type === row.dataset.value && kindOn(id)));
    }
    for (const row of $("kinds").children) {
      const ends = new Set(all.filter((id) => typeOn(id) && found(id)).flatMap((id) => [data.edges[id].speaker, data.edges[id].object]));
      setCount(row, [...ends].filter((id) => kg.kindOf(id) === row.dataset.value).length);
    }
  }

  function setCount(row, number) {
    row.querySelector(".count").textContent = number;
    row.classList.toggle("empty", number === 0);
  }

  function countShown(visible) {
    const ends = [...new Set(visible.flatMap((id) => [data.edges[id].speaker, data.edges[id].object]))];
    const actors = ends.filter(kg.isActor).length;
    const of = (some, table_, one) => `${some} of ${count(Object.keys(table_).length, one)}`;
    $("counts").textContent = [of(actors, data.actors, "actor"), of(ends.length - actors, data.claims, "claim"), of(visible.length, data.edges, "edge")].join(" · ");
  }

  /** Let the choice and its neighbours stand out, or what the search finds. */
  function emphasise() {
    const { edge, node } = state.chosen ?? {};
    let some = null;
    if (edge) some = lit([edge], [data.edges[edge].speaker, data.edges[edge].object]);
    else if (node) some = lit(kg.edgesAt(node), [node, ...kg.edgesAt(node).flatMap((id) => [data.edges[id].speaker, data.edges[id].object])]);
    else if (state.query) {
      const hits = picture.edges.filter(found);
      some = lit(hits, [...hits.flatMap((id) => [data.edges[id].speaker, data.edges[id].object])]);
    }
    picture.light(some);
    picture.select(state.chosen ?? {});
    table.choose(edge ?? null);
    for (const entry of $("disputes").querySelectorAll("button")) entry.setAttribute("aria-current", entry.dataset.claim === node);
  }

  const lit = (edges, nodes) => ({ edges: new Set(edges), nodes: new Set(nodes) });

  /* --- choosing ----------------------------------------------------------------------------- */

  const drawnIn = (scene, { edge, node }) => (edge ? scene.edges.includes(edge) : kg.has(scene.places, node));

  /** Choose an edge or a node: show its evidence, in a scene that draws it. */
  function choose(what, { move = false, focus = false } = {}) {
    state.chosen = what;
    const scene = kg.scenes.get(state.view);
    const other = scene && !drawnIn(scene, what) ? data.scenes.find((each) => drawnIn(each, what)) : null;
    if (other) state.view = other.name;
    panel.show(what, [button("Copy link", { onclick: copyLink })]);
    $("finder").classList.remove("open");
    $("finder-button").setAttribute("aria-expanded", "false");
    update();
    writeLink();
    const ends = what.edge ? [data.edges[what.edge].speaker, data.edges[what.edge].object] : [what.node];
    afterLayout(() => {
      const drawn = state.view === TABLE ? [] : ends.filter((id) => picture.nodes.includes(id));
      if (move || other || !drawn.every(picture.inSight)) reveal(ends, Boolean(other));
    });
    if (focus) $("panel").querySelector("h2").focus();
  }

  const afterLayout = (act) => requestAnimationFrame(() => requestAnimationFrame(act));

  function reveal(ids, whole) {
    const near = ids.length > 1 ? ids : [...new Set([ids[0], ...kg.edgesAt(ids[0]).flatMap((id) => [data.edges[id].speaker, data.edges[id].object])])];
    const drawn = near.filter((id) => picture.nodes.includes(id));
    if (state.view !== TABLE) picture.fit(drawn.length ? drawn : undefined, { animate: !whole, least: 0.35 });
  }

  function nothing() {
    if (!state.chosen) return;
    const whole = picture.nodes.every(picture.inSight);
    state.chosen = null;
    $("panel").hidden = true;
    document.body.classList.remove("reading");
    emphasise();
    writeLink();
    if (whole) afterLayout(() => picture.fit());
    opener?.focus?.();
    opener = null;
  }

  function fromPage(what, options) {
    if (!$("panel").contains(document.activeElement)) opener = document.activeElement;
    choose(what, options);
  }

  const actions = {
    edge: (edge) => fromPage({ edge }, { move: true, focus: true }),
    node: (node) => fromPage({ node }, { move: true, focus: true }),
    dispute: (node) => fromPage({ node }, { move: true, focus: true }),
    nothing,
  };

  /* --- links -------------------------------------------------------------------------------- */

  function link() {
    const parts = new URLSearchParams();
    if (state.view !== first) parts.set("view", state.view);
    for (const [key, value] of Object.entries(state.chosen ?? {})) parts.set(key, value);
    return `#${parts}`;
  }

  function writeLink() {
    try {
      history.replaceState(null, "", link());
    } catch {
      /* a notebook's sandbox has no address to write to */
    }
  }

  function copyLink({ currentTarget: pressed }) {
    navigator.clipboard?.writeText(location.href).then(() => { pressed.textContent = "Copied"; }, () => { pressed.textContent = "See the address bar"; });
  }

  function followLink() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const view = parts.get("view");
    if (view === TABLE || kg.scenes.has(view)) state.view = view;
    const [edge, node] = [parts.get("edge"), parts.get("node")];
    if (edge && kg.has(data.edges, edge)) choose({ edge }, { move: true });
    else if (node && kg.isNode(node)) choose({ node }, { move: true });
    else update();
  }

  function setView(view) {
    state.view = view;
    update();
    writeLink();
    if (view !== TABLE) picture.fit();
  }

  /* --- search ------------------------------------------------------------------------------- */

  function hits(query) {
    const nodes = [...Object.keys(data.actors), ...Object.keys(data.claims)].filter((id) => kg.matches(id, query));
    nodes.sort((a, b) => kg.isActor(b) - kg.isActor(a) || kg.edgesAt(b).length - kg.edgesAt(a).length);
    const edges = Object.keys(data.edges).filter((id) => kg.matches(id, query));
    return { nodes, edges };
  }

  function search() {
    state.query = $("search").value.trim();
    const box = $("hits");
    box.hidden = !state.query;
    if (state.query) {
      const { nodes, edges } = hits(state.query);
      const quoted = edges.filter((id) => !nodes.includes(data.edges[id].speaker) && !nodes.includes(data.edges[id].object));
      const items = [
        ...nodes.map((id) => hit(kg.nameOf(id), kg.isActor(id) ? data.actors[id].role ?? kg.kindOf(id) : "claim", () => actions.node(id))),
        ...quoted.map((id) => hit(`${kg.nameOf(data.edges[id].speaker)} ${data.edges[id].type} ${kg.nameOf(data.edges[id].object)}`, "in the words", () => actions.edge(id))),
      ];
      box.replaceChildren(...items.slice(0, HITS));
      const rest = items.length - HITS;
      if (rest > 0 || !items.length) box.append(el("li", {}, el("p", {}, items.length ? `and ${rest} more` : "Nothing found.")));
    }
    update();
  }

  const hit = (text, small, act) => el("li", {}, button(text, { onclick: act }, el("small", {}, small)));

  function clear() {
    $("search").value = "";
    state.without.types.clear();
    state.without.kinds.clear();
    state.disputedOnly = $("disputed-only").checked = false;
    for (const box of document.querySelectorAll(".facet input")) box.checked = true;
    search();
  }

  /* --- the left column and the keyboard ----------------------------------------------------- */

  function facet(list, name, values, mark, labelOf, titleOf) {
    list.replaceChildren(...values.map((value) => {
      const change = ({ target }) => {
        state.without[name][target.checked ? "delete" : "add"](value);
        update();
      };
      return el("li", { "data-value": value }, el("label", { title: titleOf(value) },
        el("input", { type: "checkbox", checked: true, onchange: change }), mark(value), labelOf(value), el("span", { class: "count" })));
    }));
  }

  function fillFinder() {
    const used = new Set(Object.values(data.edges).map((edge) => edge.type));
    const kinds = new Set(Object.values(data.actors).map((actor) => actor.kind));
    facet($("types"), "types", [...kg.types.keys()].filter((type) => used.has(type)), swatch, (type) => type, (type) => kg.types.get(type).definition);
    facet($("kinds"), "kinds", Object.keys(KINDS).filter((kind) => kinds.has(kind)), glyph, (kind) => KINDS[kind], () => null);
    panel.showDisputes($("disputes"));
    const views = [...data.scenes.map((scene) => [scene.name, scene.title]), [TABLE, "Table"]];
    $("views").replaceChildren(...views.map(([view, title]) => el("li", {}, button(title, { "data-view": view, "aria-pressed": "false", onclick: () => setView(view) }))));
  }

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
    const typing = event.target.matches("input");
    if (event.key === "Escape") {
      if (typing && state.query) clear();
      else nothing();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      $("finder").classList.add("open");
      $("search").focus();
    } else if (event.key === "Enter" && event.target === $("search")) $("hits").querySelector("button")?.click();
  }

  function start() {
    panel.start(actions);
    table.start($("table"), actions);
    picture.start($("picture"), { edge: (edge) => choose({ edge }), node: (node) => choose({ node }), nothing });
    fillFinder();
    $("search").addEventListener("input", search);
    $("reset").addEventListener("click", clear);
    $("only").hidden = !data.disputes.length;
    $("disputed-only").addEventListener("change", ({ target }) => {
      state.disputedOnly = target.checked;
      update();
    });
    $("fit").addEventListener("click", () => picture.fit());
    $("zoom-in").addEventListener("click", () => picture.zoom(1.25));
    $("zoom-out").addEventListener("click", () => picture.zoom(0.8));
    $("picture").addEventListener("keydown", pictureKey);
    document.addEventListener("keydown", pageKey);
    window.addEventListener("hashchange", followLink);
    $("finder-button").addEventListener("click", () => {
      const open = $("finder").classList.toggle("open");
      $("finder-button").setAttribute("aria-expanded", open);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      fillFinder();
      update();
      table.draw();
    });
    followLink();
    picture.fit();
    if (state.chosen) choose(state.chosen, { move: true });
    Object.assign(kg, { state, choose, setView, clear });
    document.documentElement.dataset.ready = "";
  }

  start();
})();
