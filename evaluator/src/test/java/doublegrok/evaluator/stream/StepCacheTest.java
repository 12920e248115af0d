package doublegrok.evaluator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.evaluator.view.LagPoint;
import doublegrok.evaluator.view.LiveUpdate;
import doublegrok.evaluator.view.LossPoint;
import doublegrok.evaluator.view.RunWindow;
import doublegrok.evaluator.view.StepWindow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepCacheTest {
  @TempDir
  private Path directory;

  private ViewDriver view;
  private CountingReads reads;
  private final StepCache cache = new StepCache(1000);

  @BeforeEach
  void open() {
    view = new ViewDriver(directory);
    reads = view.counting();
    view.start("a");
  }

  @AfterEach
  void close() {
    view.close();
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
    assertThat(reads.entries()).isGreaterThan(400);
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
    for (LiveUpdate update : view.told()) {
      if (update instanceof LiveUpdate.LossReported reported) {
        cache.reported(reported.run(), reported.point().step());
      }
    }
  }
}
