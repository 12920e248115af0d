import { count, duration, number, percent } from "./format.js";

const SPEED_WINDOW_MILLIS = 60000;

/** The run's name, state, progress and newest numbers, above the charts. */
export class Status {
  #seen = [];

  show(run) {
    const { summary } = run;
    const finished = summary.state === "finished";
    document.title = `${summary.run} \u00b7 doublegrok`;
    set("name", summary.run);
    set("family", summary.family);
    set("phase", summary.phase);
    set("state", summary.state === "past" ? `as of step ${count(summary.step)}` : summary.state);
    document.getElementById("state").dataset.state = summary.state;
    const bar = document.getElementById("bar");
    bar.max = Math.max(1, summary.total_steps);
    bar.value = summary.step;
    set("step", `${count(summary.step)} of ${count(summary.total_steps)}`);
    set("loss-now", number(summary.loss));
    set("tokens", count(summary.tokens_per_second));
    set("time-name", finished ? "took" : "time left");
    set("time", finished ? duration(seconds(summary)) : duration(this.#secondsLeft(summary)));
    set("checkpoint", count(summary.last_checkpoint_step));
    showTiles(summary.accuracies, run.sets);
  }

  /** From the speed of the last minute, so that pauses long ago do not count. */
  #secondsLeft(summary) {
    const { run, step, total_steps: total, updated_at_millis: now } = summary;
    if (summary.state !== "running") {
      return null;
    }
    if (this.#seen.at(-1)?.run !== run || this.#seen.at(-1)?.step > step) {
      this.#seen = [];
    }
    this.#seen.push({ run, step, now });
    this.#seen = this.#seen.filter((seen) => seen.now > now - SPEED_WINDOW_MILLIS);
    const [first] = this.#seen;
    const [steps, millis] = now - first.now > 2000
      ? [step - first.step, now - first.now]
      : [step, now - summary.started_at_millis];
    return steps > 0 ? ((total - step) * millis) / steps / 1000 : null;
  }
}

function seconds(summary) {
  return (summary.updated_at_millis - summary.started_at_millis) / 1000;
}

function showTiles(accuracies, known) {
  const place = document.getElementById("tiles");
  const sets = known.inOrder(Object.keys(accuracies));
  if (sets.length === 0) {
    const text = "No evaluation yet: the first checkpoint brings it.";
    place.replaceChildren(element("p", "tiles-empty", text));
    return;
  }
  const shown = [...place.children].map((tile) => tile.dataset.series);
  if (shown.join() !== sets.join()) {
    place.replaceChildren(...sets.map((label) => makeTile(label, known)));
  }
  [...place.children].forEach((tile) => fillTile(tile, accuracies[tile.dataset.series]));
}

function makeTile(set, known) {
  const tile = element("div", "tile", "");
  tile.dataset.series = set;
  tile.style.setProperty("--series", `var(${known.propertyOf(set)})`);
  const numbers = ["value", "interval"].map((name) => element("span", name, ""));
  tile.append(element("h3", "", set), ...numbers);
  return tile;
}

function fillTile(tile, { accuracy, low, high, correct, total, loss, loss_error: error }) {
  if (correct === null) {
    tile.children[1].textContent = number(loss);
    tile.children[2].textContent = `\u00b1 ${number(error)}`;
    tile.title = `mean squared error of ${count(total)} answers, and its standard error`;
    return;
  }
  tile.children[1].textContent = `${percent(accuracy)}\u202f%`;
  tile.children[2].textContent = `${percent(low)}\u2013${percent(high)}`;
  tile.title = `${count(correct)} of ${count(total)} correct; 95 % Wilson interval`;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function set(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) {
    place.textContent = text;
  }
}
