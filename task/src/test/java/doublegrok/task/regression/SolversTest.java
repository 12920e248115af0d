package doublegrok.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reference against its definition, written out on raw sequences. */
final class SolversTest {
  private static final int ROWS = 6;

  static List<Regressions> regressions() {
    return List.of(
        Regressions.of(3, 7).noise(0.4).tasks(5),
        Regressions.of(3, 2).tasks(3),
        Regressions.of(4, 5).steps(3),
        Regressions.of(2, 6)
            .noise(0.3)
            .tasks(4)
            .separate(CountedQueries.EVERY)
            .covariance(InputCovariance.DIAGONAL, TaskCovariance.INVERSE, 2.0, 0.5),
        Regressions.of(3, 8)
            .noise(0.2)
            .tasks(6)
            .covariance(InputCovariance.ROTATED, TaskCovariance.IDENTITY, 2.0, 1.0, 0.25));
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void aReferencePredictsWhatItsDefinitionSays(Regressions regression) {
    RegressionWalk walk = regression.references();
    RealSequences batch = (RealSequences)
        regression.family().trainingSampler(regression.version(), 7).batch(2, ROWS);
    int answers = batch.layout().answerPositions().size();
    double[] predictions = new double[walk.references().size() * answers];
    for (int row = 0; row < ROWS; row++) {
      walk.predict(batch, row, predictions);
      for (int answer = 0; answer < answers; answer++) {
        WrittenOut written = WrittenOut.of(regression, batch, row, answer);
        for (Reference reference : walk.references()) {
          int at = walk.references().indexOf(reference) * answers + answer;
          assertThat(predictions[at])
              .as("%s, row %d, answer %d", reference.label(), row, answer)
              .isCloseTo(written.prediction(reference), within(2e-4));
        }
      }
    }
    assertThat(new ArrayList<>(walk.references())).hasSizeGreaterThan(5);
  }
}
