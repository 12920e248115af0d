const FIRST_WAIT_MILLIS = 1000;
const LONGEST_WAIT_MILLIS = 10000;
const HIDDEN_GRACE_MILLIS = 30000;

/**
 * Does something that is to last, and again after a pause when it has ended, which grows while it
 * fails. `session(signal, healthy)` settles when it is over, and calls `healthy` once it does what
 * it should; `connection(state)` is told how it stands.
 */
export class Lasting {
  #session;
  #connection;
  #stop = new AbortController();
  #failures = 0;

  constructor(session, connection) {
    this.#session = session;
    this.#connection = connection;
    this.#restWhileHidden();
  }

  /** Begins, or begins anew. */
  begin() {
    this.#failures = 0;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#keepOn(this.#stop.signal);
  }

  async #keepOn(signal) {
    while (!signal.aborted) {
      try {
        await this.#session(signal, () => { this.#failures = 0; });
        if (!signal.aborted) {
          this.#connection("connecting");
        }
      } catch (failure) {
        if (!signal.aborted) {
          this.#connection(failure.connection
            ?? (failure.status === 503 ? "starting" : "reconnecting"));
        }
      }
      if (signal.aborted) {
        return;
      }
      this.#failures += 1;
      await pause(this.#waitMillis(), signal);
    }
  }

  /** A page that nobody sees gives its connection back: a browser has only six a host. */
  #restWhileHidden() {
    let timer = 0;
    document.addEventListener("visibilitychange", () => {
      clearTimeout(timer);
      if (document.hidden) {
        timer = setTimeout(() => this.#stop.abort(), HIDDEN_GRACE_MILLIS);
      } else if (this.#stop.signal.aborted) {
        this.#connection("connecting");
        this.begin();
      }
    });
  }

  #waitMillis() {
    const wait = FIRST_WAIT_MILLIS * 2 ** (this.#failures - 1);
    return Math.min(LONGEST_WAIT_MILLIS, wait) * (0.8 + 0.4 * Math.random());
  }
}

/** A promise with what settles it. */
export function deferred() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** Settles after so long, or as soon as it is to stop. */
export function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
