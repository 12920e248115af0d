package doublegrok.task.modular;

import doublegrok.task.TokenSequences;

/**
 * Sequences that tell a switchboard from a general solver at any shot: all context inputs lie on
 * one line through the origin, on which a task that was never trained agrees with one that is
 * trained now, and the query lies off it. Who only knows trained tasks gives an impostor's answer;
 * the context leaves it open.
 *
 * @param shot examples of context before the query
 * @param sequences of tasks never trained; the last answer alone counts
 * @param impostors a latent task for each sequence, trained now, that explains the context, [count]
 * @param impostorAnswers that task's answer to the query, never the true one, [count]
 */
@SuppressWarnings("ArrayRecordComponent")
record ImpostorProbe(int shot, TokenSequences sequences, int[] impostors, int[] impostorAnswers) {}
