/**
 * Pure mathematics: families of latent tasks, their splits and samplers, the reference algorithms
 * that a model is compared with, and the counter-based random numbers that make a batch the same
 * bytes everywhere. Depends on nothing.
 */
package doublegrok.task;
