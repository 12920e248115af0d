package doublegrok.viewer.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The state of every run, as the topics tell it. All methods are safe for use by many threads. */
public interface RunViews {
  /** Every run that is known, newest first. */
  List<RunSummary> runs();

  /** All that is known of one run; empty when no record names it. */
  Optional<RunHistory> history(String run);

  /**
   * The part of a run's past that a window asks for, in bounded lists; empty when no record names
   * it.
   */
  Optional<RunWindow> window(String run, StepWindow window);

  /** Whether any record names a run. */
  boolean knows(String run);

  /**
   * What the evaluations of a run found, shot by shot; empty when no record names it.
   *
   * @return points of each set, ascending by step, in the order in which sets are shown
   */
  Optional<Map<String, List<EvaluationPoint>>> evaluations(String run);

  /**
   * What the probes found in a run; empty when no record names it.
   *
   * @param step the last step that counts; {@link Long#MAX_VALUE} for all
   */
  Optional<RunProbes> probes(String run, long step);

  /** Every sweep that is known, newest first. */
  List<SweepOverview> sweeps();

  /** A sweep and where each of its runs stands; empty when no record names it. */
  Optional<SweepOverview> sweep(String sweep);

  /** What those who watch over a run want to know; empty when no record names it. */
  Optional<RunSignals> signals(String run);

  /**
   * How much more accurate a run is than another where both answered the same questions; empty when
   * no record names one of them.
   */
  Optional<RunDifference> difference(String run, String other);

  /**
   * Hands every later change of every run to the listener, in order, until the subscription is
   * closed. The listener is called by the thread that made the change, so it must return at once.
   */
  Subscription subscribe(Consumer<LiveUpdate> listener);

  /** Whether the state is caught up: before that, the answers above may lack records. */
  boolean ready();

  /** What is missing until then, as a sentence for a person; empty once the state is caught up. */
  default Optional<String> missing() {
    return ready()
        ? Optional.empty()
        : Optional.of("the runs are still being read from the topics");
  }
}
