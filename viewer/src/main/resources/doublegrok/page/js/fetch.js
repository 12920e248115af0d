/** What the address answers; an error with its status if it refuses. */
export async function fetchJson(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({}));
    throw Object.assign(new Error(`${address}: ${response.status}`),
      { status: response.status, sentence: error });
  }
  return response.json();
}
