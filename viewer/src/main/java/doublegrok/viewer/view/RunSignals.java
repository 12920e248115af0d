package doublegrok.viewer.view;

import java.util.List;
import java.util.OptionalLong;

/**
 * Signals of a run for those who watch over it, beside its summary.
 *
 * @param waiting checkpoints that are newer than the newest evaluated one
 * @param checkpointAtMillis wall clock of the newest checkpoint
 * @param newest evaluations of the newest checkpoint that has one, in the order in which sets are
 *     shown
 * @param happenings the newest of each kind and name, in no order
 */
public record RunSignals(
    long waiting,
    OptionalLong checkpointAtMillis,
    List<EvaluationPoint> newest,
    List<Happening> happenings) {
  public RunSignals {
    newest = List.copyOf(newest);
    happenings = List.copyOf(happenings);
  }

  /** Kinds of what is watched for. */
  public enum Kind {
    TRANSITION,
    SWAP,
    ALARM
  }

  /**
   * Something that happened to the run.
   *
   * @param kind what
   * @param name which transition, or the cause of an alarm; one of few
   * @param step at which it holds
   * @param atMillis wall clock, by the clock of whoever told of it
   */
  public record Happening(Kind kind, String name, long step, long atMillis) {}
}
