const ANSWERED_WITHIN_MILLIS = 8000;

/**
 * What the address answers; an error with its status if it refuses, and one if it does not begin to
 * answer: a connection may have died without being closed.
 */
export async function fetchJson(address, signal) {
  const response = await begun(address, signal);
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({}));
    throw Object.assign(new Error(`${address}: ${response.status}`),
      { status: response.status, sentence: error });
  }
  return response.json();
}

async function begun(address, signal) {
  const stop = new AbortController();
  const abort = () => stop.abort(signal.reason);
  const timer = setTimeout(() => stop.abort(), ANSWERED_WITHIN_MILLIS);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", abort);
  try {
    return await fetch(address, { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}
