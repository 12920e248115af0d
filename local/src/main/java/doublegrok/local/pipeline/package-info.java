/** Broker, generator, trainer and evaluator in one process, over one directory. */
package doublegrok.local.pipeline;
