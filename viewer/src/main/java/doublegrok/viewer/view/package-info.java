/**
 * What a person or a program may know of the runs: the question ({@link RunViews}) and its answers.
 * No dependency; the page and the metrics read it, the stream topology implements it.
 */
package doublegrok.viewer.view;
