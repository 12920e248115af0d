/** What the address answers; an error with its status if it refuses. */
export async function fetchJson(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) {
    throw Object.assign(new Error(`${address}: ${response.status}`), { status: response.status });
  }
  return response.json();
}
