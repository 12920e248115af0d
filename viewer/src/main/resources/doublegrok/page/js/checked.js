import { ask } from "./commands.js";
import { sentence } from "./dialog.js";
import { count } from "./format.js";
import { element } from "./keyed.js";

const PAUSE_MILLIS = 350;

/**
 * Has a command checked by the generator's rules while it is written, a moment after each change,
 * and shows what would change, or what is wrong with it.
 */
export class Checked {
  place = element("div", "checked");
  #run;
  #command;
  #tell;
  #timer = 0;
  #stop = new AbortController();

  /**
   * A check.
   *
   * @param command gives the command as it is written now, or null if there is nothing to check
   * @param tell hears whether it would be accepted
   */
  constructor(run, command, tell) {
    this.#run = run;
    this.#command = command;
    this.#tell = tell;
    this.place.setAttribute("aria-live", "polite");
  }

  /** Something was changed. */
  changed() {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#tell(false);
    this.#timer = setTimeout(() => this.#check(), PAUSE_MILLIS);
  }

  async #check() {
    const command = this.#command();
    if (command === null || !this.place.isConnected) {
      this.place.replaceChildren();
      return;
    }
    this.#stop = new AbortController();
    try {
      const { signal } = this.#stop;
      const answer = await ask(this.#run, "commands/check", command, signal);
      if (!signal.aborted) {
        this.#show(answer);
        this.#tell(answer.accepted);
      }
    } catch {
      // Another change came before the answer.
    }
  }

  #show({ accepted, message, batch, changes }) {
    if (!accepted) {
      const refused = sentence(message);
      refused.classList.add("bad");
      this.place.replaceChildren(refused);
      return;
    }
    const rows = changes.map(({ key, before, after }) =>
      element("tr", "", element("th", "", key), element("td", "before", before),
        element("td", "arrow", "\u2192"), element("td", "after", after)));
    this.place.replaceChildren(
      sentence(rows.length > 0
        ? `From batch ${count(batch)} on, as of now; the generator decides:`
        : `From batch ${count(batch)} on nothing would change.`),
      element("table", "changes", element("tbody", "", ...rows)));
  }
}
