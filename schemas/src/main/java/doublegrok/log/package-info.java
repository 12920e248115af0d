/** Topics, their records' encoding and the clients' settings: every name that crosses a process. */
package doublegrok.log;
