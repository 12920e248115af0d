package doublegrok.task.regression;

import doublegrok.task.Reference;

/**
 * A reference and what it does.
 *
 * @param solver of one thread
 */
record RegressionReference(Reference reference, Solver solver, ExactLoss loss) {}
