/** What is measured, one class a section. */
package doublegrok.bench.section;
