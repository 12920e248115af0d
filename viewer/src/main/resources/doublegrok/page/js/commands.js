/**
 * Asks something of a run, or asks about it.
 *
 * @param path "commands", or "commands/check" to ask without doing anything
 * @returns {accepted, unknown, message, batch, changes}; a message in plain words whatever became
 *     of it, unknown if that cannot be told
 */
export async function ask(run, path, command, signal) {
  let response;
  try {
    response = await fetch(`api/runs/${encodeURIComponent(run)}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(command),
      signal,
    });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    return refusal(path === "commands"
      ? "The connection was lost before an answer came. Whether it was done stands in the run\u2019s"
        + " events, once the page is live again."
      : "The connection is lost; nothing can be checked.", true);
  }
  const answer = await response.json().catch(() => ({}));
  return answer.accepted
    ? { changes: [], ...answer }
    : { ...refusal(answer.error ?? `The evaluator answered with status ${response.status}.`),
        batch: answer.batch ?? null };
}

function refusal(message, unknown = false) {
  return { accepted: false, unknown, message, batch: null, changes: [] };
}
