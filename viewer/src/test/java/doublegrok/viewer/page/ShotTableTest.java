package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.Score;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.ShotScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShotTableTest {
  @Test
  void hasARowForEachShotAndAColumnForEachStep() {
    EvaluationPoint first = EvaluationPoint.of(
        10,
        "ood",
        0,
        List.of(
            shot(0, 10, Optional.of(new Mixture(Map.of("exact", 0.99996, "copy", 0.00004), 0.5))),
            shot(3, 40, Optional.of(new Mixture(Map.of("exact", 0.25, "uniform", 0.75), 0)))));
    EvaluationPoint second =
        EvaluationPoint.of(20, "ood", 1, List.of(shot(3, 80, Optional.empty())));

    ShotTable table = ShotTable.of(List.of(first, second));

    assertThat(table.shots()).containsExactly(0, 3);
    assertThat(table.steps()).containsExactly(10L, 20L);
    assertThat(table.accuracy()).containsExactly(List.of(0.1, Double.NaN), List.of(0.4, 0.8));
    assertThat(table.loss()).containsExactly(List.of(0.0, Double.NaN), List.of(0.0, 0.0));
    assertThat(table.attribution())
        .containsExactly(
            List.of(Optional.of(Map.of("exact", 1.0)), Optional.empty()),
            List.of(Optional.of(Map.of("exact", 0.25, "uniform", 0.75)), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 599, 600, 601, 1000, 4001})
  void keepsTheFirstTheLastAndWhatLiesEvenlyBetween(int count) {
    List<EvaluationPoint> points = LongStream.rangeClosed(1, count)
        .mapToObj(step -> EvaluationPoint.of(step, "ood", 0, List.of(shot(0, 1, Optional.empty()))))
        .toList();

    List<Long> steps = ShotTable.of(points).steps();

    assertThat(steps).hasSize(Math.min(count, ShotTable.STEPS_MAX));
    assertThat(steps.get(0)).isEqualTo(1);
    assertThat(steps.get(steps.size() - 1)).isEqualTo(count);
    long width = count > ShotTable.STEPS_MAX ? count / ShotTable.STEPS_MAX + 1L : 1;
    assertThat(IntStream.range(1, steps.size())
            .mapToLong(column -> steps.get(column) - steps.get(column - 1)))
        .allSatisfy(gap -> assertThat(gap).isBetween(1L, width));
  }

  private static ShotScore shot(int shot, long correct, Optional<Mixture> attribution) {
    return new ShotScore(shot, Score.ofAnswers(correct, 100, 0), attribution);
  }
}
