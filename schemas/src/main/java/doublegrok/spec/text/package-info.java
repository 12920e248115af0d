/** Texts that people write specs in: values with their places, and what is wrong with them. */
package doublegrok.spec.text;
