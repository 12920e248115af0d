import { number } from "./format.js";
import { Z } from "./interval.js";
import { element } from "./keyed.js";
import { headOf, ProbeFigure } from "./probe-figure.js";
import { linear, svg } from "./svg.js";

const WIDTH = 420;
const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 34;
const TOP = 10;
/** Gaps that differ by more than this are those of factors. */
const UNEVEN = 5;
/** Where each value has a bar, so many at most. */
const MOST_BARS = 64;

/** Lines over one axis; those with errors have bars, and stand before the others. */
export class ProbeCurve {
  #drawing = element("div", "drawing");
  #figure = new ProbeFigure(this.#drawing, ([curve]) => tableOf(curve));

  get place() {
    return this.#figure.place;
  }

  show([curve], run, sets) {
    const colours = curve.lines.map(({ label }, i) => `var(${sets.lineOf(label, i)})`);
    this.#figure.tell([curve], run);
    this.#figure.reading.textContent = curve.caption;
    this.#drawing.replaceChildren(...curve.at.length === 0 ? [] : [drawing(curve, colours)],
      ...curve.lines.length > 1 ? [key(curve, colours)] : []);
  }
}

function tableOf({ across, up, at, lines }) {
  const columns = lines.flatMap(({ label, values, errors }) => [
    [headOf({ label, unit: up.unit }), values],
    ...errors ? [[`standard error of ${label}`, errors]] : [],
  ]);
  return {
    columns: [headOf(across), ...columns.map(([head]) => head)],
    rows: at.map((place, i) => [place, ...columns.map(([, values]) => values[i])]),
  };
}

function key({ lines }, colours) {
  return element("div", "key", ...lines.map(({ label }, i) => {
    const swatch = element("span", "swatch");
    swatch.style.setProperty("--series", colours[i]);
    return element("span", "entry", swatch, label);
  }));
}

function drawing(curve, colours) {
  const { across, up, at, lines } = curve;
  const ends = lines.flatMap(({ values, errors }) => values.flatMap((value, i) =>
    value === null ? [] : [value - Z * (errors?.[i] ?? 0), value + Z * (errors?.[i] ?? 0)]));
  const ticks = ticksOf(Math.min(0, ...ends), Math.max(0, ...ends));
  const range = [Math.min(ticks[0], ...ends), Math.max(ticks.at(-1), ...ends)];
  const y = linear(range, [HEIGHT - BOTTOM, TOP]);
  const x = scaleOf(at);
  const every = Math.ceil(at.length / 12);
  const behind = [...lines.keys()].sort((a, b) => Boolean(lines[a].errors) - Boolean(lines[b].errors));
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img",
    "aria-label": `${curve.title}: ${up.label} against ${across.label}` },
    ...ticks.flatMap((tick) => level(tick, y(tick))),
    ...at.filter((each, i) => i % every === 0).map((place) =>
      svg("text", { class: "tick", x: x(place), y: HEIGHT - 18, "text-anchor": "middle" },
        +place.toPrecision(4))),
    svg("text", { class: "tick", x: (LEFT + WIDTH) / 2, y: HEIGHT - 3, "text-anchor": "middle" },
      headOf(across)),
    ...behind.flatMap((i) => lineOf(curve, i, x, y, colours[i])));
}

/** Where places stand: those that grow by factors at equal distances for equal factors. */
function scaleOf(at) {
  const gaps = at.slice(1).map((place, i) => place - at[i]);
  const grows = at[0] > 0 && Math.max(...gaps) > UNEVEN * Math.min(...gaps);
  const place = grows ? Math.log : (each) => each;
  const [first, last] = [place(at[0]), place(at.at(-1))];
  const half = (last - first) / (2 * Math.max(1, at.length - 1)) || 0.5;
  const scale = linear([first - half, last + half], [LEFT, WIDTH - 8]);
  return (each) => scale(place(each));
}

/** Round numbers from below the least to above the greatest. */
function ticksOf(least, greatest) {
  const rough = (greatest - least || 1) / 4;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2.5, 5, 10].find((each) => each * ten >= rough * 0.999) * ten;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(greatest / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (none, i) => +((first + i) * step).toPrecision(6));
}

function level(at, y) {
  return [
    svg("path", { class: at === 0 ? "zero" : "grid", d: `M${LEFT} ${y}H${WIDTH - 8}` }),
    svg("text", { class: "tick", x: LEFT - 6, y: y + 4, "text-anchor": "end" }, at),
  ];
}

function lineOf(curve, i, x, y, colour) {
  const { values, errors } = curve.lines[i];
  const known = [...values.keys()].filter((k) => values[k] !== null);
  const barred = Boolean(errors) && known.length <= MOST_BARS;
  const path = svg("path", { class: "line",
    d: known.map((k, n) => `${n === 0 ? "M" : "L"}${x(curve.at[k])} ${y(values[k])}`).join("") });
  path.style.stroke = colour;
  const marks = known.length <= MOST_BARS
    ? known.map((k) => point(curve, i, k, x(curve.at[k]), y, barred, colour))
    : [];
  const alone = curve.lines.filter((line) => line.errors).length === 1;
  return [...barred && alone ? [] : [path], ...marks];
}

function point({ across, at, lines }, i, k, place, y, barred, colour) {
  const { label, values, errors } = lines[i];
  const value = values[k];
  const reach = Z * (errors?.[k] ?? 0);
  const others = lines.filter((line) => line !== lines[i])
    .map((line) => `${line.label} ${number(line.values[k])}`);
  const said = [`${label} ${number(value)}${barred ? ` \u00b1 ${number(reach)}` : ""}`, ...others];
  const mark = svg("circle", { cx: place, cy: y(value), r: barred ? 4 : 2 });
  mark.style.fill = colour;
  const [low, high] = [y(value - reach), y(value + reach)];
  const cap = `M${place - 4} ${low}h8M${place - 4} ${high}h8`;
  return svg("g", { class: barred ? "score" : "value" },
    svg("title", {}, `${across.label} ${at[k]}: ${said.join(", ")}`),
    ...barred ? [svg("path", { class: "bar", d: `M${place} ${low}V${high}${cap}` })] : [], mark);
}
