/**
 * What an evaluation means: which references a model's predictions are a mixture of, when a skill
 * is gained or lost, and which task an impostor probe makes the model answer. Pure mathematics.
 */
package doublegrok.explain;
