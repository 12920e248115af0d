import { MOST_COMPARED } from "./comparison.js";
import { Feed } from "./feed.js";
import { count } from "./format.js";
import { Z } from "./interval.js";
import { element, keyed } from "./keyed.js";
import { nameOf } from "./references.js";
import { openRunsOf, runLink } from "./run-link.js";

const PAUSE_MILLIS = 3000;
const SHARE = "share of ";

/** What the changes of the shown run's forks did, side by side, and a way to see their fan. */
export class Effects {
  #section;
  #view;
  #feed;
  #forks = [];
  #summaries = new Map();
  #run = null;

  constructor(section, view) {
    this.#section = section;
    this.#view = view;
    this.#feed = new Feed(section.parentElement, PAUSE_MILLIS, (found) => this.#take(found));
    section.querySelector("button").addEventListener("click", () => this.#layOver());
    openRunsOf(section, view);
  }

  /** Takes what is known of all runs. */
  know(summaries) {
    this.#summaries = summaries;
  }

  show(run) {
    const { run: name } = run.summary;
    if (this.#run !== name) {
      this.#run = name;
      this.#forks = [];
      this.#draw();
    }
    const forks = [...this.#summaries.values()].filter(({ parent }) => parent?.run === name);
    if (forks.length > 0) {
      const known = forks.map(({ run: fork, state, evaluated_step: step }) =>
        `${fork} ${state} ${step}`);
      this.#feed.want(`api/runs/${encodeURIComponent(name)}/effects`, [name, ...known].join());
    }
  }

  follow() {}

  rebuild() {}

  #take({ run, forks }) {
    if (run === this.#run) {
      this.#forks = forks.toSorted((a, b) => a.from - b.from || a.run.localeCompare(b.run));
      this.#draw();
    }
  }

  #draw() {
    this.#section.hidden = this.#forks.length === 0;
    const byRun = new Map(this.#forks.map((fork) => [fork.run, fork]));
    keyed(this.#section.querySelector("thead tr"), ["", ...byRun.keys()],
      (name) => (name === "" ? element("td", "") : header(name)), (cell, name) => {
        if (name !== "") {
          fillHeader(cell, byRun.get(name));
        }
      });
    const labels = new Set(
      this.#forks.flatMap(({ effect }) => effect.scalars.map(({ label }) => label)));
    keyed(this.#section.querySelector("tbody"), [...labels], () => element("tr", ""),
      (row, label) => row.replaceChildren(rowHeader(label, this.#forks),
        ...this.#forks.map(({ effect }) =>
          cell(effect.scalars.find((each) => each.label === label)))));
  }

  /** Goes to the charts, where the fan is. */
  #layOver() {
    document.querySelector(".charts").scrollIntoView();
    this.#forks.slice(0, MOST_COMPARED).forEach(({ run }) => this.#view.compare(run, true));
  }
}

function header(run) {
  const made = element("th", "", element("span", "change"), runLink(run),
    element("span", "steps"));
  made.scope = "col";
  return made;
}

function fillHeader(made, { from, step, effect: { title } }) {
  const [change, , steps] = made.children;
  change.textContent = title.replace(/^Effect of /, "");
  steps.textContent = `steps ${count(from)} to ${count(step)}`;
}

function rowHeader(label, forks) {
  const unit = forks.flatMap(({ effect }) => effect.scalars)
    .find((each) => each.label === label)?.unit ?? "";
  const name = label.startsWith(SHARE) ? SHARE + nameOf(label.slice(SHARE.length)) : label;
  const made = element("th", "", unit === "" ? name : `${name} (${unit})`);
  made.scope = "row";
  return made;
}

/** Bold where the interval leaves out that there is no effect. */
function cell(scalar) {
  const { value = null, error = null } = scalar ?? {};
  const reach = error === null ? null : Z * error;
  const clear = value !== null && reach !== null && Math.abs(value) > reach;
  const made = element("td", clear ? "clear" : "");
  made.textContent = value === null ? "\u2013"
    : `${signed(value)}${reach === null ? "" : ` \u00b1 ${size(reach)}`}`;
  return made;
}

function signed(value) {
  const text = size(Math.abs(value));
  return Number(text) === 0 ? text : `${value < 0 ? "\u2212" : "+"}${text}`;
}

function size(value) {
  return value.toFixed(value >= 10 ? 1 : 3);
}
