package doublegrok.sweep;

import java.util.List;
import java.util.Map;

/**
 * Sweep as a person writes it.
 *
 * @param base where the run spec that all have in common comes from
 * @param set dotted keys and the values that all runs have in place of the base's
 * @param vary keys of the grid, in a person's order
 * @param runs changes of single runs, each with every point of the grid
 * @param seeds of each of them; none for as many as {@code seedCount} from the base's on
 * @param seedCount how many seeds
 * @param atOnce how many may run at once; 0 for as many as there are workers for
 * @param attempts how often a run may fail before it is offered no more
 * @param stop rules by which runs are stopped, each as YAML on one line
 * @param figure the phase diagram at first
 */
public record SweepFile(
    Base base,
    Map<String, String> set,
    List<Variation> vary,
    List<Map<String, String>> runs,
    List<Long> seeds,
    int seedCount,
    int atOnce,
    int attempts,
    List<String> stop,
    SweepFigure figure) {
  public SweepFile {
    set = Map.copyOf(set);
    vary = List.copyOf(vary);
    runs = List.copyOf(runs);
    seeds = List.copyOf(seeds);
    stop = List.copyOf(stop);
  }

  /** Source of the run spec that all have in common. */
  public sealed interface Base {
    /**
     * A preset or a file.
     *
     * @param name as it was written
     */
    record Named(String name) implements Base {}

    /**
     * A spec in the sweep file itself.
     *
     * @param yaml of it
     */
    record Inline(String yaml) implements Base {}
  }
}
