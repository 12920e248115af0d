/** Sweeps: from what is asked of them and happens to their runs, to starts, offers, standings. */
package doublegrok.generator.sweep;
