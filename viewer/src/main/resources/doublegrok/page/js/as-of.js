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
  const { explanation } = run.summary;
  const completions = Object.fromEntries(Object.entries(explanation.completions)
    .filter(([, { by }]) => by <= step));
  const both = ["now", "never"].every((tasks) =>
    run.sets.generalising(tasks).some(({ gain }) => completions[gain]));
  return {
    marks,
    sets: run.sets,
    references: run.references,
    series: new Map([...run.series].map(([name, each]) =>
      [name, { ...each, points: { rows: each.points.rows.filter((row) => row.step <= step) } }])),
    summary: {
      ...run.summary,
      state: "past",
      step,
      phase: phaseOf(accuracies, run.sets, untrained(run)),
      loss: point?.loss ?? null,
      tokens_per_second: point?.tokens_per_second ?? null,
      last_checkpoint_step: marks.findLast(({ kind }) => kind === "checkpoint")?.step ?? null,
      accuracies,
      explanation: { ...explanation, completions, fades: {}, // those of now
        double_grokking_gap: both ? explanation.double_grokking_gap : null },
    },
  };
}

/** Of the newest checkpoint that was evaluated by then. */
function accuraciesAt(run, step) {
  const newest = new Map([...run.evaluations].map(([set, points]) =>
    [set, lastUntil(points.rows, step)]));
  const at = Math.max(...[...newest.values()].map((point) => point?.step ?? -1));
  return Object.fromEntries(run.sets.inOrder(newest.keys())
    .filter((set) => newest.get(set)?.step === at)
    .map((set) => [set, newest.get(set).last_shot]));
}

/** Last-shot scores before any training, as far as they are known. */
function untrained(run) {
  return Object.fromEntries([...run.evaluations].filter(([, { rows }]) => rows[0]?.step === 0)
    .map(([set, { rows }]) => [set, rows[0].last_shot]));
}

/**
 * As the evaluator has it: that of the furthest set whose interval lies above one half, and above
 * what was right before any training.
 */
export function phaseOf(accuracies, sets, before = {}) {
  const scores = Object.values(accuracies);
  if (scores.length > 0 && scores.every(({ low }) => low === null)) {
    return "";
  }
  const solved = sets.all
    .filter(({ label }) => sets.tells(label)
      && accuracies[label]?.low > Math.max(SOLVED, before[label]?.accuracy ?? 0))
    .sort((a, b) => b.reach - a.reach);
  return solved[0]?.phase ?? "nothing learned yet";
}

function lastUntil(rows, step) {
  return rows.findLast((row) => row.step <= step);
}
