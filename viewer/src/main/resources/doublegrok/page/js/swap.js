import { Checked } from "./checked.js";
import { ask } from "./commands.js";
import { sentence } from "./dialog.js";
import { DistributionForm, textField } from "./distribution-form.js";
import { fetchJson } from "./fetch.js";
import { count } from "./format.js";

/** Asks for a swap of the run's distribution: a form, what would change, then the command. */
export async function askForSwap(dialog, run, outcome) {
  const form = new DistributionForm();
  const at = textField("at_batch", "at batch");
  at.input.inputMode = "numeric";
  const about = sentence("Reading the run\u2019s distribution\u2026");
  const command = () => {
    const set = form.changes;
    const batch = wholeNumber(at.input.value);
    return Object.keys(set).length > 0
      ? { command: "swap", set, ...(batch === null ? {} : { at_batch: batch }) }
      : null;
  };
  const checked = new Checked(run, command, (accepted) => dialog.ready(accepted));
  dialog.open({
    title: `Swap the distribution of ${run}`,
    content: [about, form.place, at.place, checked.place],
    go: "Swap",
    act: async () => outcome("swap", await ask(run, "commands", command())),
  });
  dialog.ready(false);
  [form.place, at.place].forEach((place) =>
    place.addEventListener("input", () => checked.changed()));
  try {
    const shown = await fetchJson(`api/runs/${encodeURIComponent(run)}/distribution`);
    form.show(shown.fields);
    about.textContent = says(shown);
    at.hint.textContent = `empty for the earliest: ${count(shown.earliest_batch)} as of now`;
    form.place.querySelector("input")?.focus();
  } catch (failure) {
    about.textContent = failure.sentence ?? "The distribution cannot be read: the connection is lost.";
    about.classList.add("bad");
  }
}

function says({ batch, version, planned, earliest_batch: earliest, ends_at_batch: end, stopped }) {
  if (stopped || earliest >= end) {
    return "No batch is left that a swap could change; fork the run to go on with other data.";
  }
  const swaps = planned.map(({ at_batch: from, changes }) => `from batch ${count(from)} on `
    + Object.entries(changes).map(([key, value]) => `${key} = ${value}`).join(", "));
  return `Version ${version}, as it is at batch ${count(batch)}.`
    + (swaps.length > 0 ? ` Planned: ${swaps.join("; ")}.` : "");
}

/** What cannot be a number is sent as it is, so that the answer says so. */
function wholeNumber(text) {
  const trimmed = text.trim();
  if (trimmed === "") {
    return null;
  }
  return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : trimmed;
}
