/**
 * The generator: a deterministic state machine over commands and demand that publishes batches.
 * {@link doublegrok.generator.Production} decides, {@link doublegrok.generator.BatchSource} makes
 * the batches, the topology connects both to Kafka.
 */
package doublegrok.generator;
