/**
 * Knowledge of the runs for a person or a program: the question ({@link RunViews}) and its answers.
 * No dependency; the page and the metrics read it, the stream topology implements it.
 */
package doublegrok.viewer.view;
