/** The subcommands that are about a checkpoint: evaluate and export it. */
package doublegrok.local.command.checkpoint;
