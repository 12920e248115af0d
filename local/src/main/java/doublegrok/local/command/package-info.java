/** The command line: one class a subcommand. */
package doublegrok.local.command;
