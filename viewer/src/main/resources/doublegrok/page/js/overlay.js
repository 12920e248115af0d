import { element, keyed } from "./keyed.js";
import { Legend } from "./legend.js";
import { svg } from "./svg.js";
import { colour } from "./theme.js";

/** What tells run from run where the colour tells the set: a dash, and a number on the line. */
const DASHES = [[2, 3], [9, 3], [5, 3, 1, 3], [1, 5], [14, 4], [8, 2, 2, 2, 2, 2], [4, 6], [1, 2],
  [12, 3, 3, 3]];
const WIDTH = 1.5;
const ABOVE_PIXELS = 3;

/**
 * A recipe whose chart shows the lines of other runs too.
 *
 * @param wanted which of a run's lines are laid over
 */
export function withOthers(recipe, comparison, wanted = () => true) {
  let view;
  /** The lines of other runs whose columns the plot has, which trail what is chosen. */
  let drawn = [];
  const overlaid = () => comparison.runs.flatMap((other) =>
    recipe.lines(other.run, view).filter(wanted).map((line) => ({
      ...line,
      id: `${line.id}@${other.name}`,
      label: `${line.label} of ${other.name}`,
      dash: DASHES[other.number - 1],
      width: WIDTH,
      dots: false,
      nearest: true,
      other,
    })));
  return {
    ...recipe,
    lines(run, seen) {
      view = seen;
      const others = overlaid();
      // At the steps of other runs a line has its last value before.
      const own = recipe.lines(run, view)
        .map((line) => (others.length > 0 ? { ...line, nearest: true } : line));
      return [...own, ...others];
    },
    columns(run, lines) {
      drawn = lines.filter((line) => line.other);
      const own = lines.filter((line) => !line.other);
      const data = recipe.columns(run, own, view);
      const runs = [...new Set(drawn.map((line) => line.other))];
      const others = runs.map((other) => {
        const all = recipe.lines(other.run, view);
        const columns = recipe.columns(other.run, all, view);
        const values = all.flatMap((line, i) => (wanted(line) ? [columns[3 * i + 3]] : []));
        return [columns[0], ...values];
      });
      return others.length === 0 ? data : merged(data, own, others);
    },
    names(line) {
      const names = recipe.names(line, view);
      return line.other ? { value: `${names.value} of run ${line.other.name}` } : names;
    },
    paint(plot) {
      recipe.paint?.(plot);
      number(plot, [...recipeLines(plot)]);
    },
    legend: (figure, view) => new OverlayLegend(figure, view, recipe, comparison),
  };

  /** The overlaid lines with the places of their columns: they are the last ones. */
  function recipeLines(plot) {
    const first = (plot.data.length - 1) / 3 - drawn.length;
    return drawn.map((line, i) => [line, 3 * (first + i) + 3]);
  }
}

/** All columns on the steps of all runs; a stepped line goes on over the steps of others. */
function merged([steps, ...columns], lines, others) {
  const all = [...new Set([...steps, ...others.flatMap(([own]) => own)])].sort((a, b) => a - b);
  const spread = (own, column, carried) => {
    const rows = new Map(own.map((step, i) => [step, i]));
    let last = null;
    return all.map((step) => {
      const value = rows.has(step) ? column[rows.get(step)] : null;
      last = value ?? last;
      return carried ? last : value;
    });
  };
  const nothing = all.map(() => null);
  return [
    all,
    ...columns.map((column, i) => spread(steps, column, lines[Math.floor(i / 3)].stepped)),
    ...others.flatMap(([own, ...values]) =>
      values.flatMap((value) => [nothing, nothing, spread(own, value, false)])),
  ];
}

/** The run's number above its lines, each run's at another place along them. */
function number(plot, lines) {
  const { ctx, data, scales, series } = plot;
  const ratio = devicePixelRatio;
  const most = Math.max(1, ...lines.map(([{ other }]) => other.number));
  ctx.save();
  ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  for (const [{ other, colour: property, scale }, at] of lines) {
    const rows = data[0].map((step, i) => i).filter((i) =>
      data[at][i] !== null && data[0][i] >= scales.x.min && data[0][i] <= scales.x.max);
    const row = rows[Math.floor(((other.number - 0.5) / most) * rows.length)];
    if (row !== undefined && series[at].show) {
      ctx.fillStyle = colour(property);
      ctx.fillText(String(other.number), plot.valToPos(data[0][row], "x", true),
        plot.valToPos(data[at][row], scale, true) - ABOVE_PIXELS * ratio);
    }
  }
  ctx.restore();
}

/** The legend of the shown run's lines, and below it the other runs by number and dash. */
class OverlayLegend {
  #own;
  #others = element("div", "others");
  #comparison;

  constructor(figure, view, recipe, comparison) {
    this.#own = new Legend(figure, view, recipe.format);
    this.#comparison = comparison;
    figure.querySelector(".legend").after(this.#others);
  }

  show(lines, values, step, plot) {
    const own = lines.filter((line) => !line.other);
    this.#own.show(own, values.slice(0, own.length), step, plot);
    const { runs } = this.#comparison;
    this.#others.hidden = runs.length === 0;
    keyed(this.#others, runs.map(({ name, number: n }) => `${n} ${name}`), (key) => {
      const [n, name] = key.split(" ");
      const dash = svg("svg", { viewBox: "0 0 44 8", width: 44, height: 8, "aria-hidden": "true" },
        svg("line", { x1: 0, y1: 4, x2: 44, y2: 4, "stroke-width": 2,
          stroke: "currentColor", "stroke-dasharray": DASHES[n - 1].join(" ") }));
      return element("span", "entry", element("b", "", n), dash, name);
    }, () => {});
  }
}
