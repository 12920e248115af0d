/** Choice of how a run is computed: device, threads, precision, and why so. */
package doublegrok.trainer.compute;
