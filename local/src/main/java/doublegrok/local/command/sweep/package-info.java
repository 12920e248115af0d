/** Subcommands of {@code doublegrok sweep}. */
package doublegrok.local.command.sweep;
