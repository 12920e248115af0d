package doublegrok.evaluator.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The state of every run, as the topics tell it. All methods are safe for use by many threads. */
public interface RunViews {
  /** Every run that is known, newest first. */
  List<RunSummary> runs();

  /** All that is known of one run; empty when no record names it. */
  Optional<RunHistory> history(String run);

  /**
   * Hands every later change of every run to the listener, in order, until the subscription is
   * closed. The listener is called by the thread that made the change, so it must return at once.
   */
  Subscription subscribe(Consumer<LiveUpdate> listener);

  /** Whether the state is caught up: before that, the answers above may lack records. */
  boolean ready();
}
