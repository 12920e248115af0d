package doublegrok.viewer.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThinningTest {
  private static final int MOST = 600;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theExtremesOfEveryBucketAndTheEndsStayAndNoMoreThanAllowed(int seed) {
    Random random = new Random(seed);
    long[] steps = steps(random, 601 + random.nextInt(40_000));
    double[][] values = new double[1 + random.nextInt(4)][];
    Arrays.setAll(values, measure -> heavyTailed(random, steps.length));

    int[] chosen = Thinning.chosen(series(steps, values), StepWindow.whole(), MOST);

    assertThat(chosen.length).isBetween(values.length, MOST);
    assertThat(chosen).isSorted().doesNotHaveDuplicates().contains(0, steps.length - 1);
    StepBuckets buckets =
        new StepBuckets(steps[0], steps[steps.length - 1], (MOST - 2) / (2 * values.length));
    for (double[] column : values) {
      assertThat(extremes(buckets, steps, column, chosen))
          .isEqualTo(extremes(buckets, steps, column, all(steps.length)));
    }
  }

  /** Of a list of points, those that are shown are among them: indices alone are chosen. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyPointThatIsShownExists(long seed) {
    Random random = new Random(seed);
    StepColumns columns = new StepColumns();
    List<LossPoint> all = IntStream.rangeClosed(1, 5000)
        .mapToObj(step -> LossPoint.of(step, measures(random)))
        .toList();
    all.forEach(point -> columns.add(point.step(), point.step(), point.mean()));

    List<LossPoint> shown = columns.points(new StepWindow(7, 4990, 300));

    assertThat(shown).hasSizeLessThanOrEqualTo(300).isSubsetOf(all).doesNotHaveDuplicates();
    assertThat(shown.get(0).step()).isEqualTo(7);
    assertThat(shown.get(shown.size() - 1).step()).isEqualTo(4990);
  }

  @Test
  void whatFitsIsWhole() {
    long[] steps = all(MOST, 3);

    assertThat(Thinning.chosen(series(steps, new double[MOST]), StepWindow.whole(), MOST))
        .hasSize(MOST);
    assertThat(Thinning.chosen(series(steps, new double[MOST]), new StepWindow(4, 9, MOST), MOST))
        .containsExactly(2, 3);
    assertThat(Thinning.chosen(series(new long[0]), StepWindow.whole(), MOST)).isEmpty();
  }

  @Test
  void bucketsAreEvenOnALinearAndOnALogarithmicAxis() {
    int most = 400;
    StepBuckets buckets = new StepBuckets(1, 200_000, most);
    long[] firsts = new long[most + 1];
    for (long step = 200_000; step >= 1; step--) {
      firsts[buckets.of(step)] = step;
    }
    long[] begins = Arrays.stream(firsts).filter(step -> step > 0).toArray();

    assertThat(begins.length).isBetween(most * 3 / 4, most);
    for (int i = 0; i + 1 < begins.length; i++) {
      double linear = (begins[i + 1] - begins[i]) / 200_000.0;
      double decades = Math.log((begins[i + 1] - 1.0) / begins[i]) / Math.log(200_000);
      assertThat(linear).as("from %d", begins[i]).isLessThan(1 / 200.0);
      assertThat(decades).as("from %d", begins[i]).isLessThan(1 / 200.0);
    }
  }

  @Test
  void valuesThatAreNotFiniteHideNoExtreme() {
    long[] steps = all(5000, 1);
    double[] values = new double[5000];
    Arrays.fill(values, Double.NaN);
    values[1234] = -1;
    values[1235] = 1;

    assertThat(Thinning.chosen(series(steps, values), StepWindow.whole(), MOST))
        .contains(0, 1234, 1235, 4999)
        .hasSizeLessThanOrEqualTo(MOST);
  }

  @Test
  void meansCountEveryStepOnce() {
    Random random = new Random(1);
    StepColumns columns = new StepColumns();
    double sum = 0;
    for (int step = 1; step <= 30_000; step++) {
      StepMeasures measures = measures(random);
      sum += measures.loss();
      columns.add(step, step, measures);
    }

    List<StepMeans> means = columns.means(StepWindow.whole());

    assertThat(means).hasSizeLessThanOrEqualTo(1000);
    assertThat(means.stream().mapToInt(StepMeans::count).sum()).isEqualTo(30_000);
    assertThat(means.stream()
            .mapToDouble(each -> each.count() * each.mean().loss())
            .sum())
        .isCloseTo(sum, within(1e-6));
    assertThat(means.get(means.size() - 1).step()).isEqualTo(30_000);
    assertThat(columns.means(new StepWindow(1, 100, 200)))
        .as("every step is shown")
        .isEmpty();
  }

  private static double[] extremes(
      StepBuckets buckets, long[] steps, double[] values, int[] points) {
    double[] extremes = new double[2 * MOST];
    Arrays.fill(extremes, Double.NaN);
    for (int point : points) {
      int bucket = buckets.of(steps[point]);
      double value = values[point];
      extremes[2 * bucket] =
          Double.isNaN(extremes[2 * bucket]) ? value : Math.min(extremes[2 * bucket], value);
      extremes[2 * bucket + 1] = Double.isNaN(extremes[2 * bucket + 1])
          ? value
          : Math.max(extremes[2 * bucket + 1], value);
    }
    return extremes;
  }

  private static Thinning.Series series(long[] steps, double[]... values) {
    List<IntToDoubleFunction> measures = Arrays.stream(values)
        .map(column -> (IntToDoubleFunction) i -> column[i])
        .toList();
    return new Thinning.Series(steps.length, i -> steps[i], measures);
  }

  private static long[] steps(Random random, int size) {
    long[] steps = new long[size];
    long step = random.nextInt(50);
    for (int i = 0; i < size; i++) {
      steps[i] = step;
      step += 1 + random.nextInt(random.nextInt(10) == 0 ? 30 : 1);
    }
    return steps;
  }

  private static double[] heavyTailed(Random random, int size) {
    return IntStream.range(0, size)
        .mapToDouble(i -> Math.exp(3 * random.nextGaussian()))
        .toArray();
  }

  private static StepMeasures measures(Random random) {
    double loss = random.nextGaussian();
    return new StepMeasures(
        loss, 1e-3, random.nextDouble(), random.nextDouble(), random.nextDouble());
  }

  private static int[] all(int size) {
    return IntStream.range(0, size).toArray();
  }

  private static long[] all(int size, int stride) {
    return IntStream.range(0, size).mapToLong(i -> (long) i * stride).toArray();
  }
}
