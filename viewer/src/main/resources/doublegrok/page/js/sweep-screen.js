import { count } from "./format.js";
import { element, keyed } from "./keyed.js";
import { PhaseDiagram } from "./phase-diagram.js";
import { SweepCurves } from "./sweep-curves.js";
import { find } from "./sweep-query.js";
import { SweepTable } from "./sweep-table.js";
import { onThemeChange } from "./theme.js";

/** Redrawing for each of many updates a second would only make a machine warm. */
const REDRAW_MILLIS = 150;
const COUNTED = ["runs", "done", "running", "waiting", "failed", "stopped", "poison"];
const CONNECTIONS = {
  connecting: "connecting",
  live: "live",
  reconnecting: "connection lost; trying again",
  starting: "the evaluator is starting",
  crowded: "not live, asks every few seconds: other windows take this browser\u2019s streams",
};

/** Everything one sees of the sweeps. `SweepLive` tells it what is new. */
export class SweepScreen {
  #choices;
  #diagram;
  #curves;
  #table;
  #sweep = null;
  #only = null;
  #timer = 0;

  constructor(choices) {
    this.#choices = choices;
    this.#diagram = new PhaseDiagram(byId("diagram"), choices, (runs) => this.#open(runs));
    this.#curves = new SweepCurves(byId("curves"), choices);
    this.#table = new SweepTable(byId("table"), choices);
    byId("sweeps").addEventListener("change", ({ target }) => choices.open(target.value));
    const search = document.querySelector("[data-choose=find]");
    search.value = choices.of("find");
    search.addEventListener("input", () => choices.choose("find", search.value));
    byId("all").addEventListener("click", () => {
      this.#only = null;
      search.value = "";
      choices.choose("find", "");
    });
    onThemeChange(() => {
      this.#diagram.rebuild();
      this.#curves.rebuild();
    });
  }

  connection(state) {
    const place = byId("connection");
    place.dataset.state = state;
    place.textContent = CONNECTIONS[state];
  }

  /** The sweeps that there are, and the name of the one to show, if any. */
  sweeps(all, name) {
    const known = all.some(({ sweep }) => sweep === name);
    const select = byId("sweeps");
    byId("switcher").hidden = !known || all.length < 2;
    select.replaceChildren(...all.map(({ sweep }) =>
      new Option(sweep, sweep, false, sweep === name)));
    byId("sweep").hidden = !known || this.#sweep === null;
    byId("list").hidden = known || all.length === 0 || name !== null;
    byId("notice").hidden = known || (all.length > 0 && name === null);
    if (!known) {
      this.#sweep = null;
      this.#only = null;
      showNotice(name, all);
      showList(all);
    }
  }

  show(sweep) {
    if (this.#sweep?.sweep !== sweep.sweep) {
      this.#only = null;
    }
    this.#sweep = sweep;
    if (this.#timer === 0) {
      this.#timer = setTimeout(() => this.redraw(), byId("sweep").hidden ? 0 : REDRAW_MILLIS);
    }
  }

  redraw() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#sweep) {
      return;
    }
    byId("sweep").hidden = false;
    document.title = `${this.#sweep.sweep} \u00b7 doublegrok`;
    this.#showStatus();
    this.#diagram.show(this.#sweep);
    const found = find(this.#sweep, this.#choices.of("find"));
    const shown = this.#only ? found.filter(({ run }) => this.#only.has(run)) : found;
    byId("all").hidden = shown.length === this.#sweep.runs.length;
    this.#curves.show(this.#sweep, shown);
    this.#table.show(this.#sweep, shown);
  }

  /** Shows these runs alone, of which there is a link each to its own page. */
  #open(runs) {
    this.#only = new Set(runs);
    this.redraw();
    byId("table").scrollIntoView({ block: "start" });
  }

  #showStatus() {
    const { sweep, state, counts, runs } = this.#sweep;
    byId("name").textContent = sweep;
    byId("state").textContent = state;
    byId("state").dataset.state = state;
    byId("counts").textContent = `${count(runs.length)} runs: ${[...counts].map(([each, number]) =>
      `${count(number)} ${each}`).join(", ")}`;
    byId("bar").max = Math.max(1, runs.length);
    byId("bar").value = runs.reduce((sum, run) => sum + (run.state === "done" ? 1
      : run.steps > 0 ? run.step / run.steps : 0), 0);
  }
}

function showList(all) {
  keyed(document.querySelector("#list thead tr"), ["sweep", "state", ...COUNTED],
    (name) => element("th", "", name), () => {});
  keyed(document.querySelector("#list tbody"), all.map(({ sweep }) => sweep), (name) => {
    const link = element("a", "", name);
    link.href = `?sweep=${encodeURIComponent(name)}`;
    return element("tr", "", element("th", "", link), element("td", "", element("span", "pill")),
      ...COUNTED.map(() => element("td", "")));
  }, (row, name) => {
    const told = all.find(({ sweep }) => sweep === name);
    const pill = row.cells[1].firstChild;
    pill.textContent = told.state;
    pill.dataset.state = told.state;
    COUNTED.forEach((each, i) => {
      row.cells[i + 2].textContent = count(told[each]);
      row.cells[i + 2].dataset.name = each;
    });
  });
}

function showNotice(name, all) {
  const place = byId("notice");
  const parts = name === null
    ? [element("h1", "", "No sweep yet"),
      element("p", "", "Start one, and this page shows it as soon as it begins:"),
      element("pre", "", "doublegrok sweep start --preset phase-diagram-small --local")]
    : [element("h1", "", `No sweep is named \u201c${name}\u201d`),
      element("p", "", "If it starts, this page shows it. The sweeps that are known:"),
      element("ul", "", ...all.map(({ sweep }) => {
        const link = element("a", "", sweep);
        link.href = `?sweep=${encodeURIComponent(sweep)}`;
        return element("li", "", link);
      }))];
  place.replaceChildren(...parts);
}

function byId(id) {
  return document.getElementById(id);
}
