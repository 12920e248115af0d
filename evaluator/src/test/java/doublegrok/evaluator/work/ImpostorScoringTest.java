package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.record.ImpostorScore;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.ImpostorProbe;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularKeys;
import doublegrok.task.modular.ModularLinear;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Impostor probes of models that play the references. */
final class ImpostorScoringTest {
  private static final int P = 7;
  private static final int PROBES = 40;
  private static final Family FAMILY = new ModularLinear(P, 2);
  private static final List<Distribution> HISTORY = List.of(new Distribution(Values.none()
      .with(Distribution.TASKS, 20)
      .with(ModularKeys.INPUT_FRACTION, 0.8)
      .with(Distribution.SHOTS, 6)));
  private static final ReferencePredictors REFERENCES = FAMILY.references(HISTORY, 3);
  private static final List<ImpostorProbe> IMPOSTORS = FAMILY.impostorProbes(HISTORY, 3, PROBES);

  /** Against the mean, and the deviation over sqrt(n), of predictions that are read one by one. */
  @ParameterizedTest
  @EnumSource
  void aModelScoresAsTheReferenceThatItPlays(Reference reference) {
    PredictingModel.Prediction prediction = PredictingModel.of(REFERENCES, reference);
    List<ImpostorScore> scores = scores(prediction, 7); // blocks that do not divide the probes

    assertThat(scores).extracting(ImpostorScore::getShot).containsExactly(1, 2, 3, 4, 5);
    for (int place = 0; place < IMPOSTORS.size(); place++) {
      ImpostorProbe probe = IMPOSTORS.get(place);
      SequenceLayout layout = probe.sequences().layout();
      double[] difference = new double[PROBES];
      double impostor = 0;
      double truth = 0;
      for (int each = 0; each < PROBES; each++) {
        int end = (each + 1) * layout.length() - 1;
        double[] said = prediction.of(probe.sequences().tokens(), each * layout.length(), layout);
        double onImpostor = said[probe.impostorAnswers()[each]];
        double onTruth = said[probe.sequences().tokens()[end]];
        impostor += onImpostor / PROBES;
        truth += onTruth / PROBES;
        difference[each] = onImpostor - onTruth;
      }
      double variance = 0;
      for (double each : difference) {
        variance += Math.pow(each - (impostor - truth), 2) / (PROBES - 1);
      }
      ImpostorScore score = scores.get(place);
      assertThat(score.getImpostor()).isCloseTo(impostor, within(1e-6));
      assertThat(score.getTruth()).isCloseTo(truth, within(1e-6));
      assertThat(score.getError()).isCloseTo(Math.sqrt(variance / PROBES), within(1e-6));
    }
  }

  /** The context leaves p tasks, one for every answer to a query off its line. */
  @Test
  void theExactSolverGivesEveryAnswerTheSame() {
    assertThat(scores(PredictingModel.of(REFERENCES, Reference.EXACT), PROBES))
        .allSatisfy(score -> {
          assertThat(score.getImpostor()).isCloseTo(1.0 / P, within(1e-6));
          assertThat(score.getTruth()).isCloseTo(1.0 / P, within(1e-6));
          assertThat(score.getError()).isCloseTo(0, within(1e-6));
        });
  }

  @Test
  void theSwitchboardAnswersWithTheImpostorAndWhoIsRightDoesNot() {
    assertThat(scores(PredictingModel.of(REFERENCES, Reference.SWITCHBOARD), 3))
        .allSatisfy(score -> assertThat(score.getImpostor()).isGreaterThan(score.getTruth() + 0.1));
    assertThat(scores(PredictingModel.right(1), 3)).allSatisfy(score -> {
      assertThat(score.getTruth()).isEqualTo(1);
      assertThat(score.getImpostor()).isZero();
    });
  }

  @Test
  void blocksDoNotMatter() {
    PredictingModel.Prediction prediction = PredictingModel.of(REFERENCES, Reference.TABLE);

    assertThat(scores(prediction, 1))
        .isEqualTo(scores(prediction, 13))
        .isEqualTo(scores(prediction, 1000));
  }

  @Test
  void withoutProbesThereAreNoScores() {
    assertThat(ImpostorScoring.of(List.of(), new PredictingModel(PredictingModel.right(1), 1))
            .getShots())
        .isEmpty();
  }

  private static List<ImpostorScore> scores(PredictingModel.Prediction prediction, int atOnce) {
    return ImpostorScoring.of(IMPOSTORS, new PredictingModel(prediction, atOnce))
        .getShots();
  }
}
