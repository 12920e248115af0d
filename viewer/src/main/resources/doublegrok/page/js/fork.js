import { Checked } from "./checked.js";
import { ask } from "./commands.js";
import { sentence } from "./dialog.js";
import { DistributionForm, textField } from "./distribution-form.js";
import { fetchJson } from "./fetch.js";
import { count } from "./format.js";
import { element } from "./keyed.js";

const LETTERS = "bcdefghijklmnopqrstuvwxyz";
const MOST_NAME_CHARACTERS = 50;

/** Asks for a fork: from which checkpoint, under which name, and what is to be different. */
export function askForFork(dialog, { run, view, names }, outcome) {
  const { summary } = run;
  const steps = forkable(run);
  const from = choiceOf(steps, nearest(steps, view.probed ?? summary.step));
  const name = textField("as", "name of the new run", "lower-case letters, digits, . _ -");
  name.input.value = proposed(summary.run, names);
  const form = new DistributionForm();
  const total = textField("training.steps", "training.steps", "where it ends");
  total.input.value = String(summary.total_steps);
  const others = textField("others", "other keys", "key=value, separated by blanks");
  const command = () => ({
    command: "fork",
    as: name.input.value.trim(),
    at_step: Number(from.input.value),
    set: { ...form.changes, ...totalOf(total, summary), ...pairs(others.input.value) },
  });
  const checked = new Checked(summary.run, command, (accepted) => dialog.ready(accepted));
  dialog.open({
    title: `Fork ${summary.run}`,
    content: [
      sentence("The new run has this checkpoint\u2019s weights, moments and evaluation contexts."
        + " What is changed below holds from its first batch on."),
      element("div", "fields", from.place, name.place), form.place,
      element("div", "fields", total.place, others.place), checked.place],
    go: "Fork",
    act: async () => {
      const asked = command();
      return outcome(`fork ${asked.as}`, await ask(summary.run, "commands", asked),
        () => howToTrain(asked.as));
    },
  });
  dialog.ready(false);
  const show = () => fetchJson(
    `api/runs/${encodeURIComponent(summary.run)}/distribution?at_batch=${from.input.value}`)
    .then(({ fields }) => form.show(fields))
    .catch(() => { /* The check says that the connection is lost. */ })
    .finally(() => checked.changed());
  from.input.addEventListener("change", show);
  checked.place.parentElement.oninput = () => checked.changed();
  name.input.select();
  show();
}

/** Steps of the checkpoints that are kept, newest first. */
export function forkable(run) {
  const kept = new Map();
  run.marks.filter(({ kind }) => kind === "checkpoint")
    .forEach(({ step, details }) => kept.set(step, details.retired !== "true"));
  return [...kept].filter(([, isKept]) => isKept).map(([step]) => step).reverse();
}

/** The checkpoint nearest to a step. */
export function nearest(steps, step) {
  return steps.reduce((best, each) =>
    (Math.abs(each - step) < Math.abs(best - step) ? each : best), steps[0]);
}

/** The first free name of run-b, run-c, ... */
export function proposed(run, names) {
  const stem = run.slice(0, MOST_NAME_CHARACTERS);
  const letters = [...LETTERS].map((letter) => `${stem}-${letter}`);
  return letters.find((name) => !names.includes(name)) ?? `${stem}-${names.length}`;
}

function choiceOf(steps, chosen) {
  const input = document.createElement("select");
  input.name = "at_step";
  steps.forEach((step) => input.append(
    new Option(`step ${count(step)}`, String(step), false, step === chosen)));
  return { place: element("label", "field", element("span", "", "from the checkpoint at"), input),
    input };
}

function totalOf({ input }, summary) {
  const value = input.value.trim();
  return value === String(summary.total_steps) ? {} : { "training.steps": value };
}

function pairs(text) {
  return Object.fromEntries(text.trim().split(/\s+/).filter(Boolean).map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
  }));
}

function howToTrain(name) {
  const link = element("a", "", `Open the page of ${name}`);
  link.href = `?run=${encodeURIComponent(name)}`;
  return [
    sentence("It waits for a trainer. On this machine, in the directory of its parent:"),
    element("pre", "", `./doublegrok demo --run ${name}`),
    sentence("On a cluster, where the services already run:"),
    element("pre", "", `./doublegrok trainer --run ${name} --bootstrap HOST:PORT --dir DIRECTORY`),
    element("p", "sentence", link),
  ];
}
