package doublegrok.task.modular;

/**
 * Score of impostor probes at one number of shots. A probe's context fits two tasks that differ on
 * its query: its own, never trained, and a trained one, the impostor.
 *
 * @param probes number of probes
 * @param impostor mean probability of the impostor's answer
 * @param truth mean probability of the probe's own answer
 * @param score impostor - truth: 1 for the switchboard, 0 for the exact solver; NaN without probes,
 *     or if a probability was no number
 * @param standardError of the score; NaN with fewer than two probes
 */
record ImpostorScore(
    long probes, double impostor, double truth, double score, double standardError) {}
