import { count, percent } from "./format.js";
import { nameOf } from "./references.js";

/** When the run generalised, how far apart the two times lie, and what the model runs now. */
export function showGlance(run) {
  set("id-generalised", step(run, "ID-generalisation"));
  set("ood-generalised", step(run, "OOD-generalisation"));
  const gap = run.summary.explanation.doubleGrokkingGap;
  set("gap", gap === null ? null : `${gap.toFixed(2)} decades`);
  set("algorithm", largestShare(run.spectrum.rows.at(-1)));
}

/** The first step at which it was gained, as the run's events tell. */
function step(run, transition) {
  const first = run.marks.find(({ details }) =>
    details.transition === transition && details.change === "gained");
  return first ? `step ${count(first.step)}` : null;
}

function largestShare(row) {
  const [largest] = Object.entries(row?.mixture.shares ?? {}).sort(([, a], [, b]) => b - a);
  return largest ? `${nameOf(largest[0])} ${percent(largest[1])}\u202f%` : null;
}

/** What is not known yet has no place. */
function set(id, text) {
  const place = document.getElementById(id);
  place.parentElement.hidden = text === null;
  place.textContent = text ?? "";
}
