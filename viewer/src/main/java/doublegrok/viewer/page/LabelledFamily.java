package doublegrok.viewer.page;

import doublegrok.task.FamilyLabels;

/**
 * Family of runs with its labels, as a stream tells it once.
 *
 * @param name of the family
 * @param labels its sets and references
 */
record LabelledFamily(String name, FamilyLabels labels) {}
