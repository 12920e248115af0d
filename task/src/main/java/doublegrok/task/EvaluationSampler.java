package doublegrok.task;

import java.util.List;

/** Evaluation sequences of each set that the family has at this point of the swap history. */
public interface EvaluationSampler {
  /** The sets that are not empty here, in the order of {@link EvaluationSet}. */
  List<EvaluationSet> sets();

  /** This many sequences of the set; the same ones at every call. */
  Sequences sequences(EvaluationSet set, int sequences);
}
