import { MOST_COMPARED } from "./comparison.js";
import { count, number, percent } from "./format.js";
import { element, keyed } from "./keyed.js";
import { openRunsOf, runLink } from "./run-link.js";
import { Sets } from "./sets.js";

/** Every run at a glance, forks below their parents: to go to one, and to lay some over another. */
export class RunsTable {
  #panel;
  #toggle;
  #view;
  /** What each row was filled with: of a thousand rows, few have changed since. */
  #filled = new WeakMap();

  constructor(panel, toggle, view) {
    this.#panel = panel;
    this.#toggle = toggle;
    this.#view = view;
    this.#open(view.compared.length > 0);
    toggle.addEventListener("click", () => this.#open(panel.hidden));
    openRunsOf(panel, view);
    panel.addEventListener("change", ({ target }) => view.compare(target.value, target.checked));
  }

  /** Shows these summaries by name, of runs of these families; one of them is on the page. */
  show(summaries, families, shown) {
    this.#toggle.hidden = summaries.size < 2;
    this.#toggle.textContent = `All runs (${summaries.size})`;
    if (this.#panel.hidden) {
      return;
    }
    const known = Sets.of([...families.values()]);
    const sets = known.inOrder(new Set(
      [...summaries.values()].flatMap(({ accuracies }) => Object.keys(accuracies))))
      .filter((set) => known.of(set).tasks !== "formerly");
    keyed(this.#panel.querySelector("thead tr"),
      ["overlay", "run", "state", "step", "phase", ...sets, "forked from"],
      () => element("th", ""), (cell, name) => {
        cell.scope = "col";
        cell.textContent = name;
      });
    const rows = inLineage([...summaries.values()]);
    const depths = new Map(rows.map(({ summary, depth }) => [summary.run, depth]));
    keyed(this.#panel.querySelector("tbody"), rows.map(({ summary }) => summary.run),
      (name) => rowOf(name), (row, name) =>
        this.#fill(row, summaries.get(name), { sets, known, depth: depths.get(name), shown }));
  }

  #fill(row, summary, { sets, known, depth, shown }) {
    const isShown = summary.run === shown;
    const chosen = this.#view.compared.filter((name) => name !== shown);
    const checked = chosen.includes(summary.run);
    const disabled = isShown || (!checked && chosen.length >= MOST_COMPARED);
    const [box] = row.cells[0].children;
    box.checked = checked;
    box.disabled = disabled;
    const content = [summary, isShown, depth, sets.join()];
    if (this.#filled.get(row)?.every((part, i) => part === content[i])) {
      return;
    }
    this.#filled.set(row, content);
    box.title = isShown ? "This run is shown." : "";
    const [link] = row.cells[1].children;
    link.style.setProperty("--depth", depth);
    link.toggleAttribute("aria-current", isShown);
    const [pill] = row.cells[2].children;
    pill.textContent = summary.state;
    pill.dataset.state = summary.state;
    row.cells[3].textContent = `${count(summary.step)} of ${count(summary.total_steps)}`;
    row.cells[4].textContent = summary.phase;
    while (row.cells.length > 5) {
      row.deleteCell(5);
    }
    for (const set of sets) {
      const cell = row.insertCell();
      cell.dataset.series = set;
      cell.dataset.name = set;
      cell.style.setProperty("--series", `var(${known.propertyOf(set)})`);
      const score = summary.accuracies[set];
      cell.textContent = score?.correct === null ? number(score.loss)
        : percent(score?.accuracy ?? null);
    }
    const { parent } = summary;
    row.insertCell().textContent = parent ? `${parent.run} at ${count(parent.step)}` : "";
  }

  #open(open) {
    this.#panel.hidden = !open;
    this.#toggle.setAttribute("aria-expanded", String(open));
    this.#panel.dispatchEvent(new Event("toggle"));
  }
}

/** Newest first, each fork after its parent, with how deep it lies below those. */
export function inLineage(summaries) {
  const names = new Set(summaries.map(({ run }) => run));
  const children = Map.groupBy(summaries, ({ parent }) =>
    (parent && names.has(parent.run) ? parent.run : null));
  const below = (name, depth) => (children.get(name) ?? []).flatMap((summary) =>
    [{ summary, depth }, ...below(summary.run, depth + 1)]);
  return below(null, 0);
}

function rowOf(name) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = name;
  box.ariaLabel = `Lay ${name} over the charts`;
  return element("tr", "", element("td", "", box), element("th", "", runLink(name)),
    element("td", "", element("span", "pill", "")), element("td", ""), element("td", "phase-cell"));
}
