package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.task.modular.ModularKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DistributionHistoryTest {
  private static final DistributionHistory HISTORY =
      DistributionHistory.planned(SpecTexts.parse("swaps=[{at_batch: 5, set:"
          + " {distribution.tasks: 6}}, {at_batch: 9, set: {distribution.collinear: 1}}]"));

  @Test
  void isVersionZeroAndThenOneVersionASwap() {
    assertThat(HISTORY.versions())
        .extracting(
            VersionedDistribution::version,
            VersionedDistribution::fromBatch,
            each -> each.distribution().tasks(),
            each -> each.distribution().get(ModularKeys.COLLINEAR))
        .containsExactly(tuple(0, 0L, 16, 0.0), tuple(1, 5L, 6, 0.0), tuple(2, 9L, 6, 1.0));
  }

  @Test
  void aSwapActsFromItsBatchOn() {
    List<Long> batches = List.of(0L, 4L, 5L, 8L, 9L, 10L, Long.MAX_VALUE);

    assertThat(batches)
        .extracting(batch -> HISTORY.at(batch).version())
        .containsExactly(0, 0, 1, 1, 2, 2, 2);
    assertThatThrownBy(() -> HISTORY.at(-1)).hasMessage("a batch index must be at least 0, was -1");
  }

  @Test
  void refusesAHistoryWithGaps() {
    List<VersionedDistribution> all = HISTORY.versions();

    assertThatThrownBy(() -> new DistributionHistory(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DistributionHistory(all.subList(1, 3)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DistributionHistory(List.of(all.get(0), all.get(2))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
