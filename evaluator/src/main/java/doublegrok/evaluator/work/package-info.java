/** From checkpoints to evaluations, in a plain consumer loop that can be started several times. */
package doublegrok.evaluator.work;
