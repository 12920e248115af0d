import { inOrder } from "./sets.js";

/** As the evaluator has it: the furthest set whose interval lies above one half. */
const PHASES = [
  [["ood-test", "ood"], "OOD generalisation"],
  [["ood-train"], "OOD memorisation"],
  [["id-test"], "ID generalisation"],
  [["id-train"], "ID memorisation"],
];
const SOLVED = 0.5;

/** Steps that can be gone back to: what was evaluated, looked into or kept as a checkpoint. */
export function stepsOf(run) {
  const steps = new Set(run.marks.filter(({ kind }) => kind === "checkpoint")
    .map(({ step }) => step));
  run.evaluations.forEach((points) => points.rows.forEach(({ step }) => steps.add(step)));
  if (run.probedStep > 0) {
    steps.add(run.probedStep);
  }
  return [...steps].sort((a, b) => a - b);
}

/** What is known of a run, without all that came after a step. */
export function asOf(run, step) {
  const accuracies = accuraciesAt(run, step);
  const point = lastUntil(run.curve.rows, step);
  const marks = run.marks.filter((mark) => mark.step <= step);
  const generalised = marks.some(({ details }) => details.transition === "OOD-generalisation");
  const { explanation } = run.summary;
  return {
    marks,
    spectrum: { rows: run.spectrum.rows.filter((row) => row.step <= step) },
    summary: {
      ...run.summary,
      state: "past",
      step,
      phase: phaseOf(accuracies),
      loss: point?.loss ?? null,
      tokensPerSecond: point?.tokensPerSecond ?? null,
      lastCheckpointStep: marks.findLast(({ kind }) => kind === "checkpoint")?.step ?? null,
      accuracies,
      explanation: { ...explanation,
        doubleGrokkingGap: generalised ? explanation.doubleGrokkingGap : null },
    },
  };
}

/** Of the newest checkpoint that was evaluated by then. */
function accuraciesAt(run, step) {
  const newest = new Map([...run.evaluations].map(([set, points]) =>
    [set, lastUntil(points.rows, step)]));
  const at = Math.max(...[...newest.values()].map((point) => point?.step ?? -1));
  return Object.fromEntries(inOrder([...newest.keys()])
    .filter((set) => newest.get(set)?.step === at)
    .map((set) => [set, newest.get(set).lastShot]));
}

export function phaseOf(accuracies) {
  const solved = (set) => accuracies[set]?.low > SOLVED;
  return PHASES.find(([sets]) => sets.some(solved))?.[1] ?? "nothing learned yet";
}

function lastUntil(rows, step) {
  return rows.findLast((row) => row.step <= step);
}
