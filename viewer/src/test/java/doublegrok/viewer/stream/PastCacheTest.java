package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.LagPoint;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepWindow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PastCacheTest extends WithView {
  private CountingReads reads;
  private final PastCache cache = new PastCache(1000);

  @BeforeEach
  void begin() {
    reads = view.counting();
    view.start("a");
  }

  @Test
  void aWindowHasTheStepsOfTheStore() {
    steps("a", 1, 500, 2.5);

    RunWindow window = window("a", new StepWindow(100, 149, 200));

    assertThat(window.history().loss()).hasSize(50).extracting(LossPoint::step).contains(100L);
    assertThat(window.thinned().get("loss")).isEqualTo(new RunWindow.Kept(50, 50));
    assertThat(cache.window(reads.reader(), "nobody", StepWindow.whole())).isEmpty();
  }

  @Test
  void lookingAgainReadsOnlyWhatCameSince() {
    steps("a", 1, 500, 2.5);
    window("a", StepWindow.whole());
    reads.entries();

    steps("a", 501, 510, 2.5);
    RunWindow again = window("a", StepWindow.whole());

    assertThat(again.history().loss()).hasSize(510);
    assertThat(reads.entries()).isLessThan(50);
    assertThat(reads.open()).isZero();
  }

  @Test
  void aStepThatIsToldAgainReplacesItsTwin() {
    steps("a", 1, 20, 2.5);
    window("a", StepWindow.whole());

    steps("a", 11, 12, 1.5);

    assertThat(window("a", StepWindow.whole()).history().loss())
        .hasSize(20)
        .filteredOn(point -> point.mean().loss() == 1.5)
        .extracting(LossPoint::step)
        .containsExactly(11L, 12L);
  }

  @Test
  void evaluationsAreReadAgainFromTheFirstThatIsTold() {
    for (int step = 1; step <= 50; step++) {
      view.evaluation("a", step, "ood", 1);
    }
    view.told().forEach(cache::told);
    window("a", StepWindow.whole());
    reads.entries();

    view.evaluation("a", 49, "id-train", 1);
    view.evaluation("a", 50, "ood", 7);
    view.evaluation("a", 51, "ood", 9);
    view.told().forEach(cache::told);
    Map<String, List<EvaluationPoint>> sets =
        window("a", StepWindow.whole()).history().evaluations();

    assertThat(reads.entries()).isLessThan(30);
    assertThat(sets.keySet()).containsExactly("id-train", "ood");
    assertThat(sets.get("ood")).hasSize(51);
    assertThat(sets.get("ood").get(49).lastShot().correct()).hasValue(7);
    assertThat(sets).isEqualTo(slim(view.reader().evaluations("a").orElseThrow()));
  }

  private static Map<String, List<EvaluationPoint>> slim(Map<String, List<EvaluationPoint>> sets) {
    Map<String, List<EvaluationPoint>> slim = new LinkedHashMap<>();
    sets.forEach((set, points) -> slim.put(
        set,
        points.stream()
            .map(each -> new EvaluationPoint(
                each.step(),
                each.set(),
                each.version(),
                each.lastShot(),
                each.allShots(),
                each.shots().subList(1, 2)))
            .toList()));
    return slim;
  }

  @Test
  void holdsNoMoreThanItsStepsAndKeepsTheRunsThatWereLookedAtLast() {
    for (String run : List.of("b", "c", "d")) {
      view.start(run);
      steps(run, 1, 400, 2.5);
      window(run, StepWindow.whole());
    }
    assertThat(cache.size()).isEqualTo(800);
    reads.entries();

    window("d", StepWindow.whole());
    assertThat(reads.entries()).isLessThan(50);
    window("b", StepWindow.whole());
    assertThat(reads.entries()).isEqualTo(400);
  }

  /** In the test driver's records step n ends n seconds after the start, evaluations at 1970. */
  @Test
  void theLagIsTheStepsThatWereTrainedUntilACheckpointWasEvaluated() {
    steps("a", 1, 60, 2.5);
    view.evaluation("a", 10, "ood", 1);
    view.evaluatedAt("a", 20, "ood", ViewDriver.STARTED.plusSeconds(29));
    view.evaluatedAt("a", 20, "id-train", ViewDriver.STARTED.plusMillis(33_500));

    assertThat(window("a", StepWindow.whole()).lag())
        .containsExactly(new LagPoint(10, 10), new LagPoint(33, 20));
  }

  private RunWindow window(String run, StepWindow window) {
    return cache.window(reads.reader(), run, window).orElseThrow();
  }

  private void steps(String run, int from, int to, double loss) {
    for (int step = from; step <= to; step++) {
      view.step(run, step, loss);
    }
    view.told().forEach(cache::told);
  }
}
