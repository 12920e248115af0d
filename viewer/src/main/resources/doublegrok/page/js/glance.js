import { count, percent } from "./format.js";
import { element } from "./keyed.js";
import { nameOf } from "./references.js";

/** When the run generalised, how far apart the two times lie, and what the model runs now. */
export function showGlance(run) {
  const id = showStory("id-generalised", run, "now");
  const ood = showStory("ood-generalised", run, "never");
  set("gap", gap(run.summary.explanation.double_grokking_gap, id, ood));
  showFades(run.summary.explanation.fades);
  set("algorithm", largestShare(run.series.get("spectrum")));
}

/** When the model came to solve these tasks on inputs that they are not trained on. */
function showStory(id, run, tasks) {
  const sets = run.sets.generalising(tasks);
  const told = sets.length === 0 ? null : story(run, sets);
  set(id, told && told.words);
  if (sets.length > 0) {
    document.getElementById(id).previousElementSibling.textContent = sets[0].phase;
  }
  return told;
}

/** Onset and completion of a skill, and the step by which it was lost, if it is. */
function story(run, sets) {
  const [{ gain, loss, phase }] = sets;
  const labels = sets.map(({ label }) => label);
  const changes = run.marks.filter(({ details }) => details.transition === gain
    || (details.transition === loss && labels.includes(details.set)));
  const first = changes.find(({ details }) => details.change === "gained");
  const completion = run.summary.explanation.completions[gain];
  if (!first && !completion) {
    return { phase, words: null, completed: false };
  }
  const words = [first ? `onset by step ${count(first.step)}` : "no onset",
    completion ? completed(completion) : "not completed"];
  const last = changes.at(-1);
  if (last?.details.transition === loss) {
    words.push(`lost by ${count(last.step)}`);
  }
  return { phase, words: words.join(", "), completed: Boolean(completion) };
}

function completed({ step, after, by }) {
  return `completed at ${count(Math.round(step))} (${count(after)} to ${count(by)})`;
}

/** Between the completions; in words what is missing, once anything is there. */
function gap(decades, id, ood) {
  if (decades !== null) {
    return `${decades.toFixed(2)} decades between the completions`;
  }
  if (!id || !ood || (id.words === null && ood.words === null)) {
    return null;
  }
  const missing = [id, ood].filter((each) => !each.completed).map(({ phase }) => phase);
  return `none without the completion of ${missing.join(" and of ")}`;
}

/** What was lost beyond doubt since its peak, set by set, each with a way back to the peak. */
function showFades(fades) {
  const fallen = Object.entries(fades).filter(([, { fallen: beyondDoubt }]) => beyondDoubt);
  const place = document.getElementById("faded");
  place.parentElement.hidden = fallen.length === 0;
  const told = fallen.map(([label, fade]) => ({ step: fade.peak_step,
    words: `${label} from ${percent(fade.peak_accuracy)}\u202f% at step ${count(fade.peak_step)} to ${
      percent(fade.accuracy)}\u202f%${half(fade)}${taken(fade)}` }));
  const words = told.map((each) => each.words).join("; ");
  if (place.dataset.told !== words) { // a button that is pressed must not be another meanwhile
    place.dataset.told = words;
    place.replaceChildren(...told.flatMap((each, i) => [i > 0 ? "; " : "", `${each.words} `,
      forkButton(each.step)]));
  }
}

function forkButton(step) {
  const made = element("button", "small", "Fork from the peak\u2026");
  made.type = "button";
  made.dataset.forkAt = step;
  return made;
}

function half({ half_life: steps }) {
  return steps === null ? "" : `, half of that within ${count(steps)} steps`;
}

function taken({ taker }) {
  return taker === null ? "" : `, to ${nameOf(taker)}`;
}

function largestShare(spectrum) {
  const [largest] = Object.entries(spectrum?.points.rows.at(-1)?.values ?? {})
    .filter(([label]) => label !== spectrum.rest)
    .sort(([, a], [, b]) => b - a);
  return largest
    ? `${nameOf(largest[0])} ${percent(largest[1])}\u202f%${unexplained(spectrum)}`
    : null;
}

/** The nearest mixture may be far from the model. */
function unexplained({ points, rest, units }) {
  const value = points.rows.at(-1).values[rest] ?? null;
  return value === null ? "" : `; ${rest} ${value.toFixed(2)} ${units[rest] ?? ""}`.trimEnd();
}

/** What is not known yet has no place. */
function set(id, text) {
  const place = document.getElementById(id);
  place.parentElement.hidden = text === null;
  place.textContent = text ?? "";
}
