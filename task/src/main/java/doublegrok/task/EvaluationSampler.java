package doublegrok.task;

import java.util.List;

/**
 * Evaluation sequences of each set that the family has at this point of the swap history. Not
 * thread-safe: every thread makes a sampler of its own.
 */
public interface EvaluationSampler {
  /** The sets that are not empty here, in the order in which they are shown. */
  List<EvaluationSet> sets();

  /**
   * This many sequences of the set, its tasks covered as evenly as the number allows. The same ones
   * at every call; more sequences begin with fewer. The layout is the set's own: it may list fewer
   * answers than the family's layout of training sequences.
   *
   * @param set one of {@link #sets()}
   * @param sequences at least 1
   */
  Sequences sequences(EvaluationSet set, int sequences);

  /**
   * Refuses a set that is not there.
   *
   * @throws IllegalArgumentException if the set is none of {@link #sets()}, or no sequence is
   *     asked for
   */
  default void requireAsked(EvaluationSet set, int sequences) {
    List<EvaluationSet> there = sets();
    if (!there.contains(set) || sequences < 1) {
      throw new IllegalArgumentException(
          "set must be one of " + there.stream().map(EvaluationSet::label).toList()
              + " and sequences at least 1, were " + set.label() + " and " + sequences);
    }
  }
}
