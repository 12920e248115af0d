/** The entry point of the command line. */
package doublegrok.local;
