/** The command that draws sequences into a file. */
package doublegrok.local.command.draw;
