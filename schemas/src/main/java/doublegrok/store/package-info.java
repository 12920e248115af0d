/** Where checkpoint files lie, each addressed by its content. */
package doublegrok.store;
