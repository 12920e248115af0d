/**
 * Small languages, each a dictionary and an agreement: whoever is shown sentences of one that was
 * never trained can go on in it by a formula, by a search or by habits, and all three are known.
 */
package doublegrok.task.language;
