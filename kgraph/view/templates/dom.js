"use strict";
/* Elements and colours. Text only ever enters the page as text nodes. */
kg.dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, properties, children) {
    for (const [key, value] of Object.entries(properties)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== "") element.append(child);
    }
    return element;
  }
  const el = (tag, properties = {}, ...children) => fill(document.createElement(tag), properties, children);
  const svg = (tag, properties = {}, ...children) => fill(document.createElementNS(SVG, tag), properties, children);
  const button = (text, properties, ...more) => el("button", { type: "button", ...properties }, text, ...more);

  const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  const day = (iso) =>
    new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

  const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  /** A colour, made darker or lighter until it can be told from the background (WCAG 1.4). */
  function readable(hex, background, ratio) {
    const ground = channels(background);
    const end = luminance(ground) > 0.4 ? 0 : 255;
    let colour = channels(hex);
    for (let i = 0; i < 20 && contrast(colour, ground) < ratio; i += 1) {
      colour = colour.map((c) => Math.round(c + (end - c) * 0.1));
    }
    return `#${colour.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
  }
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const colourOf = (type, ratio = 3.2) => readable(kg.types.get(type).colour, token("paper"), ratio);

  /** A short line drawn as the edges of a type are. */
  function swatch(type) {
    const line = svg("line", { x1: 1, y1: 6, x2: 27, y2: 6, "stroke-width": 3, stroke: colourOf(type) });
    const dash = kg.types.get(type).dash;
    if (dash.length) line.setAttribute("stroke-dasharray", dash.map((n) => n * 0.75).join(" "));
    return svg("svg", { width: 28, height: 12, "aria-hidden": "true" }, line);
  }

  const GLYPHS = {
    government: ["rect", { x: 1, y: 1, width: 14, height: 14, rx: 1 }],
    organisation: ["path", { d: "M8 1 15 8 8 15 1 8Z" }],
    group: ["path", { d: "M4.5 2h7L15 8l-3.500 6h-7L1 8Z" }],
    outlet: ["path", { d: "M8 1.500 15 14H1Z" }],
    person: ["circle", { cx: 8, cy: 8, r: 5.5 }],
    anonymous: ["circle", { cx: 8, cy: 8, r: 5, class: "glyph hollow", "stroke-dasharray": "2.500 2" }],
  };
  function glyph(kind) {
    const [tag, properties] = GLYPHS[kind];
    return svg("svg", { width: 16, height: 16, "aria-hidden": "true" }, svg(tag, { class: "glyph", ...properties }));
  }

  /** "8 for ▬▬▬ 8 against": the voices on both sides of a claim. */
  function tally(claim) {
    const { for: pro, against, open } = kg.tally(claim);
    const all = Math.max(1, pro + against + open);
    const bar = svg("svg", { viewBox: "0 0 100 5", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { class: "bar-for", x: 0, y: 0, width: (100 * pro) / all, height: 5 }),
      svg("rect", { class: "bar-open", x: (100 * pro) / all, y: 0, width: (100 * open) / all, height: 5 }),
      svg("rect", { class: "bar-against", x: 100 - (100 * against) / all, y: 0, width: (100 * against) / all, height: 5 }));
    return el("span", { class: "tally" }, el("span", { class: "for" }, `${pro} for`), bar,
      open ? el("span", { class: "open" }, `${open} ${open === 1 ? "weighs" : "weigh"}`) : null,
      el("span", { class: "against" }, `${against} against`));
  }

  return { el, svg, button, count, day, readable, token, colourOf, swatch, glyph, tally };
})();
