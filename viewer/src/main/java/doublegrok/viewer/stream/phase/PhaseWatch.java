package doublegrok.viewer.stream.phase;

import doublegrok.explain.PhaseState;
import doublegrok.explain.PhaseState.Begun;
import doublegrok.log.EvaluationScores;
import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.PhaseMemory;
import doublegrok.record.RunEvent;
import doublegrok.record.RunWatch;
import doublegrok.record.SetEvaluation;
import doublegrok.task.GrokkingPhase;
import doublegrok.task.Score;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hears the evaluations of the set that tells a run's phases of grokking, in order of steps. */
public final class PhaseWatch {
  private final Clock clock;

  public PhaseWatch(Clock clock) {
    this.clock = clock;
  }

  /**
   * What an evaluation shows, in the order of the phases.
   *
   * @param watch what is remembered of the run, which is brought up to date
   */
  public List<RunEvent> heard(RunWatch watch, SetEvaluation evaluation) {
    PhaseState before =
        Optional.ofNullable(watch.getPhases().get(evaluation.getSet()))
            .map(PhaseWatch::read)
            .orElse(PhaseState.NONE);
    double loss = EvaluationScores.lastShot(evaluation).map(Score::meanLoss).orElse(Double.NaN);
    PhaseState.Heard heard =
        before.heard(evaluation.getDistributionVersion(), evaluation.getStep(), loss);
    watch.getPhases().put(evaluation.getSet(), written(heard.state()));
    return heard.begun().stream()
        .map(each -> event(evaluation, each, heard.state().peak()))
        .toList();
  }

  private RunEvent event(SetEvaluation evaluation, Begun begun, double peak) {
    Map<String, String> details = Map.of(
        EventDetails.TRANSITION,
        begun.phase().label(),
        EventDetails.SET,
        evaluation.getSet(),
        "loss",
        Double.toString(begun.loss()),
        "largest_loss",
        Double.toString(peak));
    return new RunEvent(
        evaluation.getRun(),
        EventKind.TRANSITION,
        begun.step(),
        null,
        evaluation.getDistributionVersion(),
        sentence(evaluation.getSet(), begun, peak),
        details,
        clock.instant());
  }

  private static String sentence(String set, Begun begun, double peak) {
    return String.format(
        Locale.ROOT,
        switch (begun.phase()) {
          case CIRCUIT_FORMATION ->
            "circuit formation from step %d on: there the loss on %s was largest, %.3g nats";
          case CLEANUP ->
            "cleanup from step %d on: the loss on %s is %.3g nats, below a half of its largest,"
                + " %.3g";
          case STABLE ->
            "cleanup is over by step %d: the loss on %s is %.3g nats, below one hundredth of its"
                + " largest, %.3g";
        },
        begun.step(),
        set,
        begun.loss(),
        peak);
  }

  private static PhaseState read(PhaseMemory memory) {
    return new PhaseState(
        memory.getVersion(),
        memory.getLastStep(),
        memory.getFirst(),
        memory.getPeak(),
        memory.getPeakStep(),
        Optional.ofNullable(memory.getPhase()).map(GrokkingPhase::valueOf));
  }

  private static PhaseMemory written(PhaseState state) {
    return new PhaseMemory(
        state.version(),
        state.lastStep(),
        state.first(),
        state.peak(),
        state.peakStep(),
        state.phase().map(GrokkingPhase::name).orElse(null));
  }
}
