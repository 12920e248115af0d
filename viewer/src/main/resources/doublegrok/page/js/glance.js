import { count, percent } from "./format.js";
import { nameOf } from "./references.js";

/** When the run generalised, how far apart the two times lie, and what the model runs now. */
export function showGlance(run) {
  set("id-generalised", story(run, "ID-generalisation", "ID-loss", ["id-test"]));
  set("ood-generalised", story(run, "OOD-generalisation", "OOD-loss", ["ood", "ood-test"]));
  const gap = run.summary.explanation.doubleGrokkingGap;
  set("gap", gap === null ? null : `${gap.toFixed(2)} decades`);
  set("algorithm", largestShare(run.spectrum.rows.at(-1)));
}

/** The first step at which a skill was gained, and that at which it was lost, if it is. */
function story(run, gain, loss, sets) {
  const changes = run.marks.filter(({ details }) => details.transition === gain
    || (details.transition === loss && sets.includes(details.set)));
  const first = changes.find(({ details }) => details.change === "gained");
  const last = changes.at(-1);
  if (!first) {
    return null;
  }
  const lost = last.details.transition === loss ? `, lost by ${count(last.step)}` : "";
  return `step ${count(first.step)}${lost}`;
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
