/**
 * Effects of a change, by two models' answers to the same questions: paired differences with 95 %
 * intervals. Pure mathematics.
 */
package doublegrok.explain.effect;
