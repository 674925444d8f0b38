"use strict";
/* The strip below the stage: how many passages there are by day, and two handles to choose a time. */
kg.timeline = (() => {
  const { el, svg, day, count } = kg.dom;
  const { filters } = kg;
  const DAY = 86400000;
  const MOST = 60;
  const UNITS = [1, 7, 30, 91, 365, 3650, 36500];
  const time = (iso) => Date.parse(`${iso}T00:00:00Z`);
  const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
  let buckets = [];
  let parts, changed;

  /** Equal stretches of days that cover all readings, at most MOST of them. */
  function cut() {
    const days = Object.values(kg.data.readings).filter((reading) => kg.edgesOf(reading.id).length).map(kg.dayOf).filter(Boolean);
    if (!days.length) return [];
    let [low, high] = [days[0], days[0]];
    for (const each of days) {
      if (each < low) low = each;
      if (each > high) high = each;
    }
    const all = (time(high) - time(low)) / DAY + 1;
    const unit = UNITS.find((size) => all / size <= MOST) ?? UNITS.at(-1);
    return Array.from({ length: Math.ceil(all / unit) }, (_, i) => ({ from: iso(time(low) + i * unit * DAY), to: iso(time(low) + ((i + 1) * unit - 1) * DAY) }));
  }

  const at = (which) => {
    const { from, to } = filters.state;
    const found = buckets.findIndex((each) => each.to >= (which === "from" ? from : to));
    if (which === "from") return from ? (found < 0 ? buckets.length - 1 : found) : 0;
    return to ? (found < 0 ? buckets.length - 1 : found) : buckets.length - 1;
  };

  function handle(which, label) {
    return el("input", { type: "range", min: 0, max: Math.max(buckets.length - 1, 1), step: 1, class: which, "aria-label": label, oninput: () => move(which) });
  }

  function move(which) {
    const last = buckets.length - 1;
    let [low, high] = [Number(parts.from.value), Number(parts.to.value)];
    if (low > high) [low, high] = which === "from" ? [high, high] : [low, low];
    filters.state.from = low > 0 ? buckets[low].from : null;
    filters.state.to = high < last ? buckets[high].to : null;
    changed();
  }

  function start(box, onchange) {
    changed = onchange;
    buckets = cut();
    box.hidden = !buckets.length;
    parts = {
      bars: svg("svg", { class: "bars", preserveAspectRatio: "none", viewBox: `0 0 ${Math.max(buckets.length, 1)} 30`, "aria-hidden": "true" }),
      from: handle("from", "First day"), to: handle("to", "Last day"),
      span: el("span", { class: "span" }),
      undated: el("input", { type: "checkbox", checked: true, id: "undated", onchange: ({ target }) => { filters.state.undated = target.checked; changed(); } }),
      undatedCount: el("span", { class: "count" }),
    };
    parts.undatedLabel = el("label", { class: "undated" }, parts.undated, " undated ", parts.undatedCount);
    box.replaceChildren(el("div", { class: "track" }, parts.bars, parts.from, parts.to), el("p", { class: "legend" }, parts.span, parts.undatedLabel));
  }

  /** Draw how many passages each stretch has under the other filters. */
  function draw(days) {
    if (!buckets.length) return;
    const numbers = buckets.map(() => 0);
    const sorted = [...days].filter(([each]) => each !== filters.NONE);
    const first = time(buckets[0].from);
    const unit = time(buckets[0].to) + DAY - first;
    for (const [each, number] of sorted) {
      const i = Math.floor((time(each) - first) / unit);
      if (i >= 0 && i < numbers.length) numbers[i] += number;
    }
    const most = Math.max(1, ...numbers);
    const [low, high] = [at("from"), at("to")];
    parts.bars.replaceChildren(...numbers.map((number, i) => svg("rect", {
      x: i + 0.08, width: 0.84, y: 30 - height(number, most), height: height(number, most), class: i < low || i > high ? "bar out" : "bar",
    })));
    parts.from.value = low;
    parts.to.value = high;
    for (const [input, value, end] of [[parts.from, low, "from"], [parts.to, high, "to"]]) input.setAttribute("aria-valuetext", day(buckets[value][end]));
    const [from, to] = [filters.state.from ?? buckets[0].from, filters.state.to ?? sorted.map(([each]) => each).sort().at(-1) ?? buckets.at(-1).to];
    const inside = numbers.slice(low, high + 1).reduce((sum, number) => sum + number, 0);
    parts.span.textContent = `${day(from)} – ${day(to)} · ${count(inside, "passage")}`;
    parts.undated.checked = filters.state.undated;
    parts.undatedCount.textContent = String(days.get(filters.NONE) ?? 0);
    parts.undatedLabel.hidden = !days.has(filters.NONE) && filters.state.undated;
  }

  const height = (number, most) => (number ? 3 + (27 * number) / most : 0);

  return { start, draw };
})();
