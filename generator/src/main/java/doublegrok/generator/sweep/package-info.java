/** Sweeps: what is asked of them and what happens to their runs, to starts, offers and standings. */
package doublegrok.generator.sweep;
