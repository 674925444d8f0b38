"use strict";
/* The words of the articles. They come in portions, read when somebody first asks for one. */
kg.passages = (() => {
  const { data } = kg;
  const ROLES = ["source", "cue", "content", "target"];
  const REACH = 280;
  const SAME = 0.7;
  const portions = new Map();
  const numbers = new Map();

  /** The words of an article: `readings` and `lines`, see the payload. */
  function article(id) {
    const portion = data.articles[id].portion;
    if (!portions.has(portion)) portions.set(portion, kg.read(`kg-text-${portion}`));
    return portions.get(portion)[id];
  }

  /** The number of a reading among those of its article. */
  function numberOf(id) {
    if (!numbers.has(id)) article(data.readings[id].article).readings.forEach((each, i) => numbers.set(each, i));
    return numbers.get(id);
  }

  const lengthOf = (text) => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length);
  const rolesIn = (marks, number) => marks.filter((mark) => Math.floor(mark / 4) === number).map((mark) => ROLES[mark % 4]);

  /** The lines around a reading as pairs of text and its roles; long ends are cut between words. */
  function excerpt(id) {
    const reading = data.readings[id];
    const number = numberOf(id);
    const pieces = [];
    for (const line of article(reading.article).lines) {
      if (!line) continue;
      const [start, parts] = line;
      const end = start + parts.reduce((sum, [text]) => sum + lengthOf(text), 0);
      const own = parts.map(([text, marks]) => [text, rolesIn(marks, number).join(" ")]);
      if (end <= reading.start || start >= reading.end || !own.some(([, roles]) => roles)) continue;
      if (pieces.length) pieces.push(["\n", ""]);
      pieces.push(...own);
    }
    return joined(shortened(pieces));
  }

  function shortened(pieces) {
    const first = pieces.findIndex(([, roles]) => roles);
    const last = pieces.findLastIndex(([, roles]) => roles);
    let before = pieces.slice(0, first).map(([text]) => text).join("");
    let after = pieces.slice(last + 1).map(([text]) => text).join("");
    if (before.length > REACH) before = `… ${before.slice(-REACH).replace(/^\S*\s/, "")}`;
    if (after.length > REACH) after = `${after.slice(0, REACH).replace(/\s\S*$/, "")} …`;
    return [[before, ""], ...pieces.slice(first, last + 1), [after, ""]];
  }

  function joined(pieces) {
    const found = [];
    for (const [text, roles] of pieces) {
      if (!text) continue;
      if (found.length && found.at(-1)[1] === roles) found.at(-1)[0] += text;
      else found.push([text, roles]);
    }
    return found;
  }

  /** The words of the roles of a reading. */
  const words = (id) => excerpt(id).filter(([, roles]) => roles).map(([text]) => text).join(" ");
  const content = (id) => excerpt(id).filter(([, roles]) => roles.includes("content")).map(([text]) => text).join(" ");
  /** What is said, without the quotation marks around it. */
  const quoted = (id) => (content(id) || words(id)).replace(/^["“”'‘’\s]+|[\s"“”'‘’]+$/g, "");
  const quote = (id) => excerpt(id).map(([text]) => text).join("").replace(/\s+/g, " ").trim();

  /** The words from the first to the last character of a reading; between lines stand blanks. */
  function span(id) {
    const { start, end } = data.readings[id];
    const found = [];
    for (const line of article(data.readings[id].article).lines) {
      if (!line) continue;
      const text = [...line[1].map(([words]) => words).join("")];
      if (line[0] < end && line[0] + text.length > start) found.push(text.slice(Math.max(0, start - line[0]), end - line[0]).join(""));
    }
    return found.join(" ");
  }

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const tokens = (text) => new Set(folded(text).match(/[\p{L}\p{N}]+/gu) ?? []);

  function alike(one, other) {
    let both = 0;
    for (const token of one) if (other.has(token)) both += 1;
    return both >= SAME * (one.size + other.size - both);
  }

  /** Readings whose contents are nearly the same words, by the first of each; in the given order. */
  function foldedAlike(ids) {
    const groups = [];
    for (const id of ids) {
      const own = tokens(content(id) || words(id));
      const group = groups.find((each) => own.size > 3 && alike(each.tokens, own));
      if (group) group.others.push(id);
      else groups.push({ id, tokens: own, others: [] });
    }
    return groups;
  }

  /* --- search ------------------------------------------------------------------------------- */

  const texts = new Map();

  function own(id) {
    if (kg.isActor(id)) return [kg.nameOf(id), ...(data.actors[id].aliases ?? []), data.actors[id].role ?? ""].join(" \n ");
    if (kg.has(data.claims, id)) return kg.nameOf(id);
    const edge = data.edges[id];
    return [edge.type, own(edge.speaker), own(edge.object), ...edge.evidence.map(words)].join(" \n ");
  }

  /** Whether all words of a query stand in the names or the evidence of an actor, claim or edge. */
  function matches(id, query) {
    if (!texts.has(id)) texts.set(id, folded(own(id)));
    return folded(query).split(/\s+/).every((word) => texts.get(id).includes(word));
  }

  return { article, excerpt, words, span, quoted, quote, foldedAlike, matches, numberOf, rolesIn, ROLES };
})();
