package doublegrok.explain;

import doublegrok.task.Reference;

/**
 * Score of a reference on the queries of one number of shots.
 *
 * @param accuracy share of queries whose most probable token is the answer, as evaluations count
 *     it; a tie of n tokens counts 1 / n
 * @param truthProbability mean probability of the answer: the accuracy of answers that are drawn
 *     from the reference's predictions
 */
public record ReferenceScore(Reference reference, double accuracy, double truthProbability) {}
