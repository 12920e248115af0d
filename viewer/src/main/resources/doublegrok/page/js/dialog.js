import { element } from "./keyed.js";

/**
 * The one dialog of the page. The browser keeps the focus in it, closes it on Escape and gives the
 * focus back; nothing is sent before its last button is pressed.
 */
export class Dialog {
  #place;
  #form;
  #go;
  #cancel;
  #said;
  #action = null;
  #opened = 0;

  constructor(place) {
    this.#place = place;
    this.#form = place.querySelector("form");
    this.#go = place.querySelector("[data-part=go]");
    this.#cancel = place.querySelector("[data-part=cancel]");
    this.#said = place.querySelector("[data-part=said]");
    this.#cancel.addEventListener("click", () => place.close());
    place.addEventListener("close", () => { this.#opened += 1; });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#run();
    });
  }

  /**
   * Opens it.
   *
   * @param go what its button says
   * @param act does it, once the button is pressed: resolves to {accepted, content}
   * @param warning whether it cannot be undone
   */
  open({ title, content, go, act, warning = false }) {
    this.#place.querySelector("h2").textContent = title;
    this.#place.querySelector("[data-part=body]").replaceChildren(...content);
    this.#go.textContent = go;
    this.#go.hidden = false;
    this.#go.classList.toggle("warning", warning);
    this.#cancel.textContent = "Cancel";
    this.#action = act;
    this.say("");
    this.ready(true);
    this.#busy(false);
    this.#opened += 1;
    this.#place.showModal();
  }

  /** Whether its button can be pressed. */
  ready(ready) {
    this.#go.disabled = !ready;
  }

  /** Says something below the content: a text, or elements; bad if it is a refusal. */
  say(content, bad = false) {
    this.#said.replaceChildren(...[content].flat());
    this.#said.classList.toggle("bad", bad);
  }

  async #run() {
    if (this.#go.disabled || this.#go.hidden) {
      return;
    }
    const opened = this.#opened;
    this.#busy(true);
    this.say("Waiting for the answer\u2026");
    const { accepted, content } = await this.#action();
    if (opened === this.#opened) {
      this.#busy(false);
      this.say(content, !accepted);
      this.#go.hidden = accepted;
      if (accepted) {
        this.#place.querySelector("[data-part=body]").replaceChildren();
        this.#cancel.textContent = "Close";
        this.#cancel.focus();
      }
    }
  }

  #busy(busy) {
    this.#form.setAttribute("aria-busy", String(busy));
    this.#go.disabled = busy;
    this.#form.querySelector("[data-part=body]").inert = busy;
  }
}

/** A paragraph. */
export function sentence(text) {
  return element("p", "sentence", text);
}
