import { ask } from "./commands.js";
import { Dialog, sentence } from "./dialog.js";
import { askForFork, forkable } from "./fork.js";
import { count } from "./format.js";
import { askForSwap } from "./swap.js";

const ENDED = ["finished", "stopped"];

/** Why a control makes no sense now; nothing if it does. */
export const REASONS = {
  pause: ({ state }) => state === "running" ? null : `The run is ${state}: nothing is to be held.`,
  resume: ({ state }) => state === "paused" ? null : `The run is ${state}, not paused.`,
  swap: ({ state }) => ENDED.includes(state)
    ? `The run is ${state}: fork it to go on with other data.` : null,
  fork: (summary, run) => forkable(run).length === 0 ? "The run has no checkpoint yet." : null,
  stop: ({ state }) => ENDED.includes(state) ? `The run is ${state} already.` : null,
};
const QUESTIONS = {
  pause: (run) => [`Pause ${run}`,
    "No further batch is produced; the trainer takes a checkpoint and waits. What is already"
    + " produced is trained on first."],
  resume: (run) => [`Resume ${run}`, "Batches are produced again, and the trainer goes on."],
  stop: (run) => [`Stop ${run}`,
    "This ends the run for good. Its records and checkpoints stay; it can be forked, not resumed."],
};

/** The buttons that command the run. Each asks first, and says afterwards what has happened. */
export class Controls {
  #place;
  #view;
  #names;
  #said;
  #dialog;
  #run = null;

  /** The names of all known runs are asked for when they are needed. */
  constructor(place, view, names) {
    this.#place = place;
    this.#view = view;
    this.#names = names;
    this.#said = document.getElementById("said");
    this.#dialog = new Dialog(document.getElementById("dialog"));
    place.addEventListener("click", ({ target }) => this.#pressed(target.dataset.command));
    document.getElementById("faded").addEventListener("click", ({ target }) => {
      if (target.dataset.forkAt) {
        view.probed = Number(target.dataset.forkAt);
        this.#pressed("fork");
      }
    });
  }

  show(run) {
    if (run.summary.run !== this.#run?.summary.run) {
      this.#said.textContent = "";
    }
    this.#run = run;
    const paused = run.summary.state === "paused";
    for (const button of this.#place.querySelectorAll("[data-command]")) {
      const { command } = button.dataset;
      const reason = REASONS[command](run.summary, run);
      button.hidden = command === (paused ? "pause" : "resume");
      // Not disabled: whoever has only a keyboard must be able to reach the reason, its title.
      button.setAttribute("aria-disabled", String(reason !== null));
      button.title = reason ?? "";
    }
  }

  #pressed(command) {
    if (!command || !this.#run) {
      return;
    }
    const { run } = this.#run.summary;
    const reason = REASONS[command](this.#run.summary, this.#run);
    const outcome = (what, answer, more) => this.#outcome(what, answer, more);
    if (reason !== null) {
      this.#said.textContent = reason;
    } else if (command === "swap") {
      askForSwap(this.#dialog, run, outcome);
    } else if (command === "fork") {
      askForFork(this.#dialog,
        { run: this.#run, view: this.#view, names: this.#names() }, outcome);
    } else {
      this.#confirm(command, run);
    }
  }

  #confirm(command, run) {
    const [title, text] = QUESTIONS[command](run);
    this.#dialog.open({
      title,
      content: [sentence(text)],
      go: title.split(" ")[0],
      warning: command === "stop",
      act: async () => this.#outcome(command, await ask(run, "commands", { command })),
    });
  }

  /** What the dialog says of an answer; the page says it too, should the dialog be closed. */
  #outcome(what, { accepted, unknown, message, batch }, more = () => []) {
    const from = accepted && batch !== null ? ` from batch ${count(batch)} on` : "";
    const verdict = accepted ? `Accepted${from}` : unknown ? "Unknown" : "Refused";
    const text = `${verdict}: ${message}`;
    this.#said.textContent = `${what}: ${text}`;
    return { accepted, content: [sentence(text), ...(accepted ? more() : [])] };
  }
}
