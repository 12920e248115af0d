/** What was measured, as a table for people and as fields for scripts. */
package doublegrok.bench.report;
