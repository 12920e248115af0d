/** Runs as tables for other programs: the records of the log, tidy, each value in its column. */
package doublegrok.viewer.data;
