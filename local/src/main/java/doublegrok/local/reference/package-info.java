/** What the program tells of itself, for editors and for the pages of the reference. */
package doublegrok.local.reference;
