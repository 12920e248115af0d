/** Sweeps on the log: records of the topic {@code sweeps}, made, read and followed. */
package doublegrok.sweep.log;
