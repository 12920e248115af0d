package doublegrok.viewer.view;

/** One change of a run's view. A point with the key of an earlier one replaces it. */
public sealed interface LiveUpdate {
  /** The run that changed. */
  String run();

  /** A step, or several merged, was trained; keyed by step. */
  record LossReported(String run, LossPoint point) implements LiveUpdate {}

  /** A checkpoint was evaluated on a set; keyed by set and step. */
  record Evaluated(String run, EvaluationPoint point) implements LiveUpdate {}

  /** A probe found single numbers, told as a series of one point; keyed by name and step. */
  record Measured(String run, ProbeSeries series) implements LiveUpdate {}

  /** A distribution version's floors are known; keyed by version. */
  record FloorsFound(String run, ReferenceFloors floors) implements LiveUpdate {}

  /** A probe has looked at a checkpoint; keyed by name and step. */
  record Probed(String run, long step, String name) implements LiveUpdate {}

  /** Something happened; keyed by step, kind and label. */
  record Marked(String run, Mark mark) implements LiveUpdate {}

  /** The run stands elsewhere now; a few of these a second are enough. */
  record SummaryChanged(RunSummary summary) implements LiveUpdate {
    @Override
    public String run() {
      return summary.run();
    }
  }

  /** A run of a sweep stands elsewhere now; a few of these a second are enough. */
  record SweepRunChanged(String sweep, String state, SweepRun change) implements LiveUpdate {
    @Override
    public String run() {
      return change.run();
    }
  }
}
