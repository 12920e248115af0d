/**
 * The trainer: consumes one batch a step, and publishes reports, demand and checkpoints.
 * {@link doublegrok.trainer.TrainingLoop} is the heart.
 */
package doublegrok.trainer;
