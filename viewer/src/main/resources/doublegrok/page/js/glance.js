import { count, percent } from "./format.js";
import { nameOf } from "./references.js";

/** When the run generalised, how far apart the two times lie, and what the model runs now. */
export function showGlance(run) {
  showStory("id-generalised", run, "now");
  showStory("ood-generalised", run, "never");
  const gap = run.summary.explanation.double_grokking_gap;
  set("gap", gap === null ? null : `${gap.toFixed(2)} decades`);
  set("algorithm", largestShare(run.series.get("spectrum")));
}

/** When the model came to solve these tasks on inputs that they are not trained on. */
function showStory(id, run, tasks) {
  const sets = run.sets.all.filter((each) =>
    each.tasks === tasks && each.inputs !== "trained" && run.sets.tells(each.label));
  set(id, sets.length === 0 ? null : story(run, sets));
  if (sets.length > 0) {
    document.getElementById(id).previousElementSibling.textContent = sets[0].phase;
  }
}

/** The first step at which a skill was gained, and that at which it was lost, if it is. */
function story(run, sets) {
  const [{ gain, loss }] = sets;
  const labels = sets.map(({ label }) => label);
  const changes = run.marks.filter(({ details }) => details.transition === gain
    || (details.transition === loss && labels.includes(details.set)));
  const first = changes.find(({ details }) => details.change === "gained");
  const last = changes.at(-1);
  if (!first) {
    return null;
  }
  const lost = last.details.transition === loss ? `, lost by ${count(last.step)}` : "";
  return `step ${count(first.step)}${lost}`;
}

function largestShare(spectrum) {
  const [largest] = Object.entries(spectrum?.points.rows.at(-1)?.values ?? {})
    .filter(([label]) => label !== spectrum.rest)
    .sort(([, a], [, b]) => b - a);
  return largest ? `${nameOf(largest[0])} ${percent(largest[1])}\u202f%` : null;
}

/** What is not known yet has no place. */
function set(id, text) {
  const place = document.getElementById(id);
  place.parentElement.hidden = text === null;
  place.textContent = text ?? "";
}
