/** Pictures of a run in the terminal, while it goes on and at its end. */
package doublegrok.local.terminal;
