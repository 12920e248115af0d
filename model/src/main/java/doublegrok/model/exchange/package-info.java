/** Weights as other libraries lay them out: written for them, and read from their files. */
package doublegrok.model.exchange;
