package doublegrok.local.reference;

import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunDifference;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunProbes;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunViews;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepWindow;
import doublegrok.viewer.view.Subscription;
import doublegrok.viewer.view.SweepOverview;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** View of a log that names no run. */
final class NoRuns implements RunViews {
  @Override
  public List<RunSummary> runs() {
    return List.of();
  }

  @Override
  public Optional<RunHistory> history(String run) {
    return Optional.empty();
  }

  @Override
  public Optional<RunWindow> window(String run, StepWindow window) {
    return Optional.empty();
  }

  @Override
  public boolean knows(String run) {
    return false;
  }

  @Override
  public Optional<Map<String, List<EvaluationPoint>>> evaluations(String run) {
    return Optional.empty();
  }

  @Override
  public Optional<RunProbes> probes(String run, long step) {
    return Optional.empty();
  }

  @Override
  public List<SweepOverview> sweeps() {
    return List.of();
  }

  @Override
  public Optional<SweepOverview> sweep(String sweep) {
    return Optional.empty();
  }

  @Override
  public Optional<RunSignals> signals(String run) {
    return Optional.empty();
  }

  @Override
  public Optional<RunDifference> difference(String run, String other) {
    return Optional.empty();
  }

  @Override
  public Subscription subscribe(Consumer<LiveUpdate> listener) {
    return () -> {};
  }

  @Override
  public boolean ready() {
    return true;
  }
}
