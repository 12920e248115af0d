/** What this process owes its surroundings: signals, logs, and where its data lie. */
package doublegrok.local.process;
