/** Tests that the tutorials' commands run, in order, and print what their pages show. */
package doublegrok.local.tutorial;
