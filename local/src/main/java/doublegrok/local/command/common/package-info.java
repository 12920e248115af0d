/** What several subcommands share: groups of options, exit codes, results as JSON. */
package doublegrok.local.command.common;
