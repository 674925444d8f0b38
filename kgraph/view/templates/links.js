"use strict";
/* The state of the page as the part of its address after "#", so that a view can be sent. */
kg.links = (() => {
  const { data, filters, folding } = kg;
  const TEXTS = { disputes: "Disputes", table: "Table" }; // views that are no pictures
  const FIRST = data.scenes[0]?.name ?? "table";
  const MOST_STEPS = 3;

  function write({ view, scope, article, chosen, reading, query }) {
    const parts = new URLSearchParams();
    if (view !== FIRST) parts.set("view", view);
    if (scope?.around) parts.set("around", scope.around);
    if (scope?.hops > 1) parts.set("steps", scope.hops);
    for (const end of scope?.path ?? []) parts.append("way", end);
    if (article) parts.set("article", article.id);
    const at = article?.reading ?? (chosen && reading);
    if (at) parts.set("at", at);
    for (const [key, value] of Object.entries(chosen ?? {})) parts.set(key, value);
    if (folding.all()) parts.set("fold", "all");
    else for (const id of folding.ids) parts.append("fold", id);
    filters.write(parts);
    if (query) parts.set("find", query);
    return `#${parts}`;
  }

  /** What a link asks for; ids that this graph does not have are passed over. */
  function read() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const view = parts.get("view") ?? "";
    const around = parts.get("around") ?? "";
    const path = parts.getAll("way").filter(kg.isNode);
    const hops = Math.min(MOST_STEPS, Math.max(1, Number(parts.get("steps")) || 1));
    const [article, at] = [parts.get("article") ?? "", parts.get("at") ?? ""];
    const [edge, node] = [parts.get("edge") ?? "", parts.get("node") ?? ""];
    folding.set(parts.get("fold") === "all" ? folding.heads : parts.getAll("fold"));
    filters.read(parts);
    return {
      view: kg.has(TEXTS, view) || kg.scenes.has(view) ? view : FIRST,
      scope: path.length === 2 ? { path } : kg.isNode(around) ? { around, hops } : null,
      article: kg.has(data.articles, article) ? { id: article, reading: kg.has(data.readings, at) && data.readings[at].article === article ? at : null } : null,
      chosen: kg.has(data.edges, edge) ? { edge } : kg.isNode(node) ? { node } : null,
      reading: kg.has(data.readings, at) ? at : null,
      query: parts.get("find") ?? "",
    };
  }

  return { write, read, TEXTS, FIRST };
})();
