package doublegrok.local.pipeline;

import doublegrok.evaluator.EvaluatorApp;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.status.ServiceHealth;
import doublegrok.viewer.ViewerApp;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.view.RunViews;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Pair of an evaluator and a viewer in one process, which share its metrics. */
public final class EvaluatorWithViewer implements AutoCloseable {
  private final ViewerApp viewer;
  private final EvaluatorApp evaluator;

  private EvaluatorWithViewer(ViewerApp viewer, EvaluatorApp evaluator) {
    this.viewer = viewer;
    this.evaluator = evaluator;
  }

  /**
   * Starts both.
   *
   * @param health of this process, which the page shows; those of the two are added
   */
  public static EvaluatorWithViewer start(
      EvaluatorSettings evaluator, ViewerSettings view, ServiceHealth health) {
    ViewerApp viewer = ViewerApp.start(view, health);
    try {
      return new EvaluatorWithViewer(
          viewer, EvaluatorApp.start(evaluator, health, Optional.empty()));
    } catch (RuntimeException | Error failure) { // an Error if the native library does not load
      viewer.close();
      throw failure;
    }
  }

  /** What is known of the runs. */
  public RunViews views() {
    return viewer.views();
  }

  /** Whether the transitions and alarms of all that is shown are on the log. */
  public boolean isSettled() {
    return viewer.isSettled();
  }

  /** Address of the page, if there is one. */
  public Optional<String> pageUrl() {
    return viewer.pageUrl();
  }

  /** Completes if one of them fails, with what made it fail. */
  public CompletableFuture<Throwable> failure() {
    return CompletableFuture.anyOf(viewer.failure(), evaluator.failure())
        .thenApply(Throwable.class::cast);
  }

  @Override
  public void close() {
    try (viewer;
        evaluator) {
      // both, whatever becomes of the other
    }
  }
}
