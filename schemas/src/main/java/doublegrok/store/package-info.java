/** Store of checkpoint files, each addressed by its content. */
package doublegrok.store;
