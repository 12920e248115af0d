/** Sweeps: files that describe many runs, plans of them, and where each run of a sweep stands. */
package doublegrok.sweep;
