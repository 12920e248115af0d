/** What a person sees in the terminal while a run goes on, and at its end. */
package doublegrok.local.terminal;
