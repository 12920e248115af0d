/** Skills of the references whose loss a model may come down to, and stop at. */
const SHOWN = ["general", "tasks"];
const DASH = [2, 4];
const ID = "floor-";

/** A line for each reference that has a floor in some version of the run's distribution. */
export function floorLines(run) {
  const versions = [...run.floors.values()];
  return shown(run.references)
    .filter((label) => versions.some(({ floors }) => label in floors))
    .map((label) => ({
      id: ID + label,
      label: `${label} floor`,
      colour: run.references.propertyOf(label),
      scale: "loss",
      width: 2,
      dash: DASH,
      stepped: true,
    }));
}

function shown(references) {
  return SHOWN.flatMap((skill) => references.inSpectrumOrder(
    references.all.filter((each) => each.skill === skill).map(({ label }) => label)));
}

/** The floor of one of these lines at each step. */
export function floorColumn(run, line, steps) {
  const begins = versionBegins(run);
  const label = line.id.slice(ID.length);
  let next = 0;
  return steps.map((step) => {
    while (next + 1 < begins.length && begins[next + 1].step <= step) {
      next += 1;
    }
    return run.floors.get(begins[next]?.version)?.floors[label] ?? null;
  });
}

/**
 * From which step on each version holds. Swaps tell it exactly; the evaluations, where a swap is
 * not known, to within a checkpoint. The first version holds from the beginning.
 */
function versionBegins(run) {
  const begins = new Map();
  for (const points of run.evaluations.values()) {
    for (const { version, step } of points.rows) {
      begins.set(version, Math.min(begins.get(version) ?? step, step));
    }
  }
  run.marks
    .filter((mark) => mark.kind === "swapped" && mark.version !== null)
    .forEach((mark) => begins.set(mark.version, mark.step));
  const first = Math.min(...run.floors.keys(), ...begins.keys());
  begins.set(first, 0);
  return [...begins]
    .map(([version, step]) => ({ version, step }))
    .sort((a, b) => a.step - b.step || a.version - b.version);
}
