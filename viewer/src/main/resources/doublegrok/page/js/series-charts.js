import { Chart } from "./chart.js";
import { choice, press } from "./choice.js";
import { heatRecipe, isHeat } from "./heat-series.js";
import { element } from "./keyed.js";
import { scalarsRecipe } from "./scalars.js";
import { sharesRecipe } from "./shares.js";

const RECIPES = { shares: sharesRecipe, scalars: scalarsRecipe, heat: heatRecipe };

/** A chart for each probe that finds single numbers, behind the figure that is given. */
export class SeriesCharts {
  #before;
  #view;
  #charts = new Map();
  #run = null;

  constructor(before, view) {
    this.#before = before;
    this.#view = view;
  }

  show(run) {
    this.#run = run;
    run.series.forEach((series, name) => {
      const known = this.#charts.get(name);
      const shape = isHeat(series) ? "heat" : series.shape;
      if (known?.shape !== shape) {
        known?.figure.remove();
        this.#charts.set(name, this.#make(name, shape, series.title));
      }
      this.#tell(this.#charts.get(name).figure, name, series);
    });
    this.#charts.forEach(({ figure, chart }, name) => {
      figure.hidden = !run.series.has(name);
      if (!figure.hidden) {
        chart.show(run);
      }
    });
  }

  follow() {
    this.#shown.forEach(({ chart }) => chart.follow());
  }

  rebuild() {
    this.#shown.forEach(({ chart }) => chart.rebuild());
  }

  get #shown() {
    return [...this.#charts.values()].filter(({ figure }) => !figure.hidden);
  }

  #make(name, shape, title) {
    const figure = element("figure", "chart",
      element("figcaption", "", element("h2", "", title || name), element("span", "at")),
      element("p", "says"), element("div", "legend"), element("div", "plot"));
    figure.id = `series-${name}`;
    figure.dataset.name = name;
    figure.tabIndex = 0;
    if (shape === "scalars") {
      const axis = choice("scalars", `Axis of ${title || name}`, ["linear", "log"]);
      press(axis, this.#view);
      figure.querySelector("figcaption").append(axis);
    }
    const last = [...this.#charts.values()].at(-1)?.figure ?? this.#before;
    last.after(figure);
    return { shape, figure, chart: new Chart(figure, this.#view, RECIPES[shape](name)) };
  }

  #tell(figure, name, { title, caption }) {
    figure.querySelector("h2").textContent = title || name;
    figure.querySelector(".says").textContent = caption;
    figure.querySelector(".says").hidden = caption === "";
    figure.setAttribute("aria-label", `${title || name} against step.`
      + " Plus and minus zoom, arrows move, Escape shows all.");
  }
}
