/**
 * Meaning of an evaluation: which references a model's predictions are a mixture of, and when
 * a skill is gained or lost. Pure mathematics.
 */
package doublegrok.explain;
