/** Duties of this process to its surroundings: signals, logs, and where its data lie. */
package doublegrok.local.process;
