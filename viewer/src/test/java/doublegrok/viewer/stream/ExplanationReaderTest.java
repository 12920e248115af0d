package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import doublegrok.explain.Completion;
import doublegrok.log.EventDetails;
import doublegrok.record.RunEvent;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.ProbeSeries;
import doublegrok.viewer.view.ReferenceFloors;
import doublegrok.viewer.view.RunHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what the stores tell of the algorithms that a run's checkpoints are running. */
final class ExplanationReaderTest extends WithView {
  private static final int WINDOW = 8;

  @BeforeEach
  void begin() {
    view.start("a");
  }

  /** Against sum_i 2^-i x_i / sum_i 2^-i over the newest, where i checkpoints came after. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 30})
  void theSpectrumIsThatOfAFadingWindow(int checkpoints) {
    Random random = new Random(checkpoints);
    List<Map<String, Double>> shares = new ArrayList<>();
    List<Double> unexplained = new ArrayList<>();
    for (int step = 1; step <= checkpoints; step++) {
      double exact = random.nextDouble();
      String rest = random.nextBoolean() ? "table" : "switchboard|copy";
      shares.add(Map.of("exact", exact, rest, 1 - exact));
      unexplained.add(random.nextDouble());
      view.probe(
          "a", step, "spectrum", new Spectrum(shares.get(step - 1), unexplained.get(step - 1)));
      view.probe("a", step, "grid-id", new Spectrum(Map.of("ratio", 1.0), 9.0));
    }

    Map<String, Double> sums = new HashMap<>();
    double sum = 0;
    double total = 0;
    for (int after = 0; after < Math.min(WINDOW, checkpoints); after++) {
      double weight = Math.pow(2, -after);
      shares
          .get(checkpoints - 1 - after)
          .forEach((name, share) -> sums.merge(name, weight * share, Double::sum));
      sum += weight * unexplained.get(checkpoints - 1 - after);
      total += weight;
    }
    Mixture fading = explanation().spectrum().orElseThrow();
    assertThat(fading.unexplained()).isCloseTo(sum / total, within(1e-12));
    assertThat(fading.shares()).containsOnlyKeys(sums.keySet());
    for (String name : sums.keySet()) {
      assertThat(fading.shares().get(name)).isCloseTo(sums.get(name) / total, within(1e-12));
    }
    assertThat(fading.shares().values().stream().mapToDouble(each -> each).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void theHistoryHasEverySpectrumAndEveryFloorAscending() {
    for (long step : List.of(300L, 20L, 1_000L, 3L)) {
      view.spectrum("a", step, step / 1_000.0, 0.1);
    }
    for (int version : List.of(10, 9, 0)) {
      view.levels("a", version, 0.1, "ood");
    }
    view.levels("a-1", 5, 0.1, "ood");
    view.spectrum("a-1", 5, 1, 0);

    RunHistory history = view.reader().history("a").orElseThrow();
    assertThat(spectrum(history))
        .extracting(ProbeSeries.Point::step)
        .containsExactly(3L, 20L, 300L, 1_000L);
    assertThat(spectrum(history))
        .extracting(point -> point.finding().scalars().get(0).value())
        .containsExactly(0.003, 0.02, 0.3, 1.0);
    assertThat(history.floors()).extracting(ReferenceFloors::version).containsExactly(0, 9, 10);
  }

  @Test
  void aStepThatIsProbedAgainReplacesItsTwin() {
    view.spectrum("a", 5, 0.1, 0.1);
    view.spectrum("a", 5, 0.9, 0.1);

    assertThat(spectrum(view.reader().history("a").orElseThrow())).hasSize(1);
    assertThat(explanation().spectrum().orElseThrow().shares()).containsEntry("exact", 0.9);
  }

  @Test
  void attributionsAndFloorsAreThoseOfTheNewestCheckpoint() {
    view.levels("a", 0, 0.1, "ood");
    view.levels("a", 1, 0.1, "ood");
    view.evaluation("a", 5, "ood", 0, List.of(attributed(0, "table"), attributed(1, "exact")));
    view.evaluation("a", 9, "id-test", 1, List.of(attributed(0, "ratio"), attributed(1, "copy")));
    view.evaluation("a", 9, "ood", 1, List.of(attributed(0, "ratio"), ViewDriver.count(1, 5)));

    Explanation explanation = explanation();
    assertThat(explanation.attributions())
        .isEqualTo(Map.of("id-test", new Mixture(Map.of("copy", 1.0), 0.25)));
    assertThat(explanation.floors().orElseThrow().version()).isEqualTo(1);
  }

  /** The curves pass one half between a first and a second checkpoint, and stay. */
  @Test
  void theEvaluationsTellWhereTransitionsWereCompleted() {
    view.evaluation("a", 100, "ood", 30);
    view.evaluation("a", 200, "ood", 80);
    view.evaluation("a", 10, "id-train", 20);
    view.evaluation("a", 20, "id-train", 70);
    view.evaluation("a", 40, "id-test", 90);
    view.evaluation("a", 20, "id-test", 10);

    Explanation known = explanation();
    assertThat(known.completions())
        .containsExactly(
            entry(Transition.of(Tasks.NOW, Change.MEMORISATION), new Completion(16, 10, 20)),
            entry(Transition.of(Tasks.NOW, Change.GENERALISATION), new Completion(30, 20, 40)),
            entry(
                Transition.of(Tasks.NEVER, Change.GENERALISATION), new Completion(140, 100, 200)));
    assertThat(known.doubleGrokkingGap().orElseThrow())
        .isCloseTo(Math.log10(140.0 / 30), within(1e-12));
  }

  @Test
  void whatFallsBelowOneHalfAgainIsNotCompletedUnlessTheDataChanged() {
    view.evaluation("a", 10, "id-test", 10);
    view.evaluation("a", 20, "id-test", 90);
    view.evaluation("a", 10, "ood", 10);
    view.evaluation("a", 20, "ood", 90);
    view.evaluation("a", 30, "ood", 40);
    view.evaluation("a", 30, "id-test", 1, List.of(ViewDriver.count(1, 40)));

    assertThat(explanation().completions())
        .containsOnlyKeys(Transition.of(Tasks.NOW, Change.GENERALISATION));
    assertThat(explanation().doubleGrokkingGap()).isEmpty();
  }

  @Test
  void theWatchRemembersTheFirstGains() {
    view.levels("a", 0, 0.1, "id-train", "id-test", "ood");
    List<RunEvent> events = new ArrayList<>();
    for (long step = 1; step <= 40; step++) {
      view.evaluation("a", step, "id-train", step < 5 ? 10 : 95);
      view.evaluation("a", step, "id-test", step < 10 || step > 20 ? 10 : 90);
      view.evaluation("a", step, "ood", step / 5 % 2 == 0 ? 10 : 90);
      events.addAll(view.events());
    }

    assertThat(events).hasSizeGreaterThan(8);
    assertThat(view.watch("a").getFirstGains())
        .isEqualTo(
            Map.of("ID-memorisation", 5L, "ID-generalisation", 10L, "OOD-generalisation", 5L));
    assertThat(events)
        .filteredOn(event -> event.getDetails().containsKey(EventDetails.ONSET_GAP))
        .extracting(event -> event.getDetails().get(EventDetails.ONSET_GAP))
        .containsExactly(Double.toString(StrictMath.log10(0.5)));
  }

  private static List<ProbeSeries.Point> spectrum(RunHistory history) {
    return history.series().stream()
        .filter(each -> each.name().equals("spectrum"))
        .findFirst()
        .orElseThrow()
        .points();
  }

  private Explanation explanation() {
    return view.reader().summary("a").orElseThrow().explanation();
  }

  private static ShotCount attributed(int shot, String reference) {
    return new ShotCount(shot, 5L, 100L, 1.0, Map.of(reference, 1.0), 0.25, null);
  }
}
