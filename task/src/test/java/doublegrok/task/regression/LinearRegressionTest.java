package doublegrok.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.RealSequences;
import doublegrok.task.Violation;
import doublegrok.task.key.Values;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sequences and sets of the family. */
final class LinearRegressionTest {
  @Test
  void joinedRowsShowEveryAnswerButTheQuerys() {
    RealSequences batch = batch(Regressions.of(2, 3), 4);

    assertThat(batch.layout().length()).isEqualTo(4);
    assertThat(batch.layout().answerPositions()).containsExactly(3);
    assertThat(batch.layout().firstShot()).isEqualTo(3);
    for (int row = 0; row < 4; row++) {
      double[] weights = weights(Regressions.of(2, 3), batch.latents()[row]);
      for (int position = 0; position < 4; position++) {
        int at = (row * 4 + position) * 3;
        double answer = weights[0] * batch.inputs()[at] + weights[1] * batch.inputs()[at + 1];
        assertThat((double) batch.inputs()[at + 2])
            .isCloseTo(position < 3 ? answer : 0, within(1e-6));
        assertThat(position < 3 || Math.abs(batch.targets()[row] - answer) < 1e-6)
            .isTrue();
      }
    }
  }

  /** What is asked is w.x, however noisy the answers that are shown. */
  @Test
  void separateRowsAskAtEveryInputAndShowItsAnswerAfterIt() {
    Regressions regression = Regressions.of(2, 3).noise(0.5).separate(CountedQueries.EVERY);
    RealSequences batch = batch(regression, 300);

    assertThat(batch.layout().length()).isEqualTo(7);
    assertThat(batch.layout().answerPositions()).containsExactly(0, 2, 4, 6);
    assertThat(batch.layout().firstShot()).isZero();
    double squares = 0;
    for (int row = 0; row < 300; row++) {
      double[] weights = weights(regression, batch.latents()[row]);
      for (int query = 0; query < 4; query++) {
        int at = (row * 7 + 2 * query) * 3;
        double answer = weights[0] * batch.inputs()[at] + weights[1] * batch.inputs()[at + 1];
        assertThat(batch.inputs()[at + 2]).isZero();
        assertThat((double) batch.targets()[row * 4 + query]).isCloseTo(answer, within(1e-5));
        if (query < 3) {
          assertThat(batch.inputs()[at + 3]).isZero();
          squares += Math.pow(batch.inputs()[at + 5] - answer, 2) / 900;
        }
      }
    }
    assertThat(squares).isCloseTo(0.25, within(0.05));
  }

  @Test
  void oneNoiseMoreLeavesInputsAndTasksAsTheyWere() {
    RealSequences quiet = batch(Regressions.of(2, 3), 5);
    RealSequences noisy = batch(Regressions.of(2, 3).noise(0.5), 5);

    assertThat(noisy.latents()).isEqualTo(quiet.latents());
    for (int at = 0; at < quiet.inputs().length; at++) {
      boolean shown = at % 3 == 2 && at % 12 != 11;
      assertThat(noisy.inputs()[at] == quiet.inputs()[at]).as("%d", at).isEqualTo(!shown);
    }
  }

  /** Their mean products are the eigenvalues along the axes, and 0 between them. */
  @Test
  void inputsHaveTheirCovariance() {
    Regressions regression = Regressions.of(3, 60)
        .covariance(InputCovariance.ROTATED, TaskCovariance.INVERSE, 4.0, 1.0, 0.25);
    Conditions conditions = Conditions.of(
        RegressionShape.of(regression.task()), regression.version(), Regressions.SEED);
    RealSequences batch = batch(regression, 400);
    double[][] products = new double[3][3];
    double[] squares = new double[3];
    for (int row = 0; row < 400; row++) {
      double[] weights = conditions.axes().along(weights(regression, batch.latents()[row]));
      for (int axis = 0; axis < 3; axis++) {
        squares[axis] += weights[axis] * weights[axis] / 400;
      }
      for (int position = 0; position <= 60; position++) {
        int at = (row * 61 + position) * 4;
        double[] x = conditions.axes().along(new double[] {
          batch.inputs()[at], batch.inputs()[at + 1], batch.inputs()[at + 2]
        });
        for (int axis = 0; axis < 3; axis++) {
          Vectors.add(products[axis], x[axis] / 400 / 61, x);
        }
      }
    }

    assertThat(products[0]).containsExactly(new double[] {4, 0, 0}, within(0.15));
    assertThat(products[1]).containsExactly(new double[] {0, 1, 0}, within(0.06));
    assertThat(products[2]).containsExactly(new double[] {0, 0, 0.25}, within(0.03));
    assertThat(squares).containsExactly(new double[] {0.25, 1, 4}, within(0.9));
    assertThat(squares[0]).isCloseTo(0.25, within(0.08));
  }

  @Test
  void setsAreOfListedTasksNeverTrainedOnesAndFormerOnes() {
    Regressions first = Regressions.of(2, 4).tasks(6);
    Distribution second = first.version().with(Distribution.TASK_DRAW, 3);
    EvaluationSampler sampler =
        first.family().evaluationSampler(List.of(first.version(), second), 7);
    int[] now = first.family().trainingSampler(second, 7).inDistribution();
    int[] before = first.family().trainingSampler(first.version(), 7).inDistribution();

    assertThat(sampler.sets()).containsExactlyElementsOf(first.family().evaluationSets());
    assertThat(latents(sampler, RegressionSets.ID)).containsOnly(now);
    assertThat(latents(sampler, RegressionSets.FORMERLY_ID)).containsOnly(before);
    assertThat(latents(sampler, RegressionSets.OOD)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(latents(sampler, RegressionSets.OOD)).min().orElseThrow())
        .isGreaterThanOrEqualTo(LatentTasks.LISTED);
  }

  @Test
  void withoutAListThereAreNoTrainedTasksToAskFor() {
    Regressions fresh = Regressions.of(2, 4);
    EvaluationSampler sampler = fresh.family().evaluationSampler(List.of(fresh.version()), 7);

    assertThat(sampler.sets())
        .hasSize(1 + RegressionShift.values().length)
        .allMatch(set -> set.tasks() == EvaluationSet.Tasks.NEVER);
    assertThat(batch(fresh, 200).latents())
        .doesNotHaveDuplicates()
        .doesNotContain(latents(sampler, RegressionSets.OOD));
  }

  /** The same tasks and draws as without it, so that differences are those of the shift. */
  @ParameterizedTest
  @EnumSource
  void aShiftChangesWhatItSays(RegressionShift shift) {
    Regressions regression = Regressions.of(3, 6).noise(0.1);
    EvaluationSampler sampler =
        regression.family().evaluationSampler(List.of(regression.version()), 7);
    RealSequences plain = (RealSequences) sampler.sequences(RegressionSets.OOD, 9);
    RealSequences shifted = (RealSequences) sampler.sequences(shift.set(), 9);

    double[] input = {
      shifted.inputs()[0] / plain.inputs()[0],
      shifted.inputs()[1] / plain.inputs()[1],
      shifted.inputs()[2] / plain.inputs()[2]
    };
    double[] factors = switch (shift) {
      case INPUT_HALF -> new double[] {0.5, 0.5, 0.5};
      case INPUT_DOUBLE -> new double[] {2, 2, 2};
      case COVARIANCE -> new double[] {Math.sqrt(2), 1, Math.sqrt(0.5)};
      case NOISE, TASK_DOUBLE, CONTEXT_HALF, CONTEXT_DOUBLE -> new double[] {1, 1, 1};
    };
    assertThat(input).containsExactly(factors, within(1e-6));
    assertThat(shifted.latents()).isEqualTo(plain.latents());
    assertThat(shifted.layout().firstShot()).isEqualTo(shift.examples(6));
    assertThat(shifted.sameValues(plain)).isFalse();
    if (shift == RegressionShift.TASK_DOUBLE) {
      assertThat(shifted.targets()[4] / plain.targets()[4]).isCloseTo(2, within(1e-5f));
    }
  }

  /** The queries of training are those of the other sets. */
  @Test
  void whereEveryQueryCountsALongerContextHasTheQueriesBeyondTraining() {
    Regressions regression = Regressions.of(3, 6).separate(CountedQueries.EVERY);
    EvaluationSampler sampler =
        regression.family().evaluationSampler(List.of(regression.version()), 7);

    var layout = sampler.sequences(RegressionShift.CONTEXT_DOUBLE.set(), 2).layout();

    assertThat(layout.firstShot()).isEqualTo(7);
    assertThat(layout.answerPositions()).containsExactly(14, 16, 18, 20, 22, 24);
    assertThat(sampler.sets()).doesNotContain(RegressionShift.CONTEXT_HALF.set());
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    Values task = Values.none().with(RegressionKeys.QUERIES, CountedQueries.EVERY);
    assertThatThrownBy(() -> new LinearRegression(task))
        .hasMessage("task.queries must be last in joined rows, which show the answer beside the"
            + " input, was every: choose task.rows separate");

    Regressions few = Regressions.of(3, 4)
        .covariance(InputCovariance.DIAGONAL, TaskCovariance.IDENTITY, 1.0, 2.0);
    assertThat(few.family().violations(few.version()))
        .extracting(Violation::sentence)
        .containsExactly("distribution.eigenvalues must be 3 values, one for each axis, were 2: set"
            + " it together with distribution.covariance");
    assertThatThrownBy(() -> few.family().trainingSampler(few.version(), 7))
        .isInstanceOf(IllegalArgumentException.class);

    Regressions many = Regressions.of(2, 4)
        .covariance(InputCovariance.ISOTROPIC, TaskCovariance.IDENTITY, 1.0, 2.0);
    assertThat(many.family().violations(many.version()))
        .extracting(Violation::sentence)
        .containsExactly("distribution.eigenvalues must be 0 values, as the covariance is"
            + " isotropic, were 2: set it together with distribution.covariance");
  }

  private static RealSequences batch(Regressions regression, int sequences) {
    return (RealSequences) regression
        .family()
        .trainingSampler(regression.version(), Regressions.SEED)
        .batch(1, sequences);
  }

  private static double[] weights(Regressions regression, int latent) {
    Conditions conditions = Conditions.of(
        RegressionShape.of(regression.task()), regression.version(), Regressions.SEED);
    return new LatentTasks(conditions, Regressions.SEED).weights(latent);
  }

  private static int[] latents(EvaluationSampler sampler, EvaluationSet set) {
    return sampler.sequences(set, 12).latents();
  }
}
