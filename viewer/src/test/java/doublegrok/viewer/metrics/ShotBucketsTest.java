package doublegrok.viewer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.Score;
import doublegrok.viewer.view.ShotScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShotBucketsTest {
  @Test
  void everyShotCountsInTheOctaveThatNamesIt() {
    Map<String, Score> buckets = ShotBuckets.of(IntStream.rangeClosed(0, 511)
        .mapToObj(shot -> accuracy(shot, shot % 2, 2))
        .toList());

    assertThat(buckets.keySet())
        .containsExactly(
            "0", "1", "2-3", "4-7", "8-15", "16-31", "32-63", "64-127", "128-255", "256-511");
    buckets.forEach((label, together) -> {
      String[] ends = label.split("-", 2);
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      assertThat(together.total()).as(label).isEqualTo(2L * (last - first + 1));
      assertThat(together.correct().orElseThrow())
          .as(label)
          .isEqualTo(
              IntStream.rangeClosed(first, last).filter(shot -> shot % 2 == 1).count());
    });
  }

  @Test
  void anOctaveOfWhichLittleIsScoredHasWhatThereIs() {
    Map<String, Score> buckets = ShotBuckets.of(List.of(accuracy(5, 1, 4), accuracy(6, 2, 4)));

    assertThat(buckets).containsOnlyKeys("4-7");
    assertThat(buckets.get("4-7").accuracy()).isEqualTo(3 / 8.0);
  }

  private static ShotScore accuracy(int shot, long correct, long total) {
    return new ShotScore(shot, Score.ofAnswers(correct, total, 0), Optional.empty());
  }
}
