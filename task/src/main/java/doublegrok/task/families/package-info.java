/**
 * The list of families: the one package that names them all.
 */
package doublegrok.task.families;
