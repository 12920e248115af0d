/** The same training step by several programs, on the same batches from the same weights. */
package doublegrok.bench.pytorch;
