/** Runs as one file: what is in it, how it is checked, and how it comes to another log. */
package doublegrok.local.bundle;
