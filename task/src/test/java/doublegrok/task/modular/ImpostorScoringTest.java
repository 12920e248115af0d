package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.finding.Curve;
import doublegrok.task.key.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Impostor probes of models that play the references. */
final class ImpostorScoringTest {
  private static final int P = 7;
  private static final int PROBES = 40;
  private static final ModularFamily FAMILY = new ModularLinear(P, 2);
  private static final List<Distribution> HISTORY = List.of(new Distribution(Values.none()
      .with(Distribution.TASKS, 20)
      .with(ModularKeys.INPUT_FRACTION, 0.8)
      .with(Distribution.SHOTS, 6)));
  private static final ReferencePredictors REFERENCES =
      FAMILY.references(HISTORY, 3).orElseThrow();
  private static final List<ImpostorProbe> IMPOSTORS = FAMILY.impostorProbes(HISTORY, 3, PROBES);

  static List<Reference> references() {
    return REFERENCES.references();
  }

  /** Against the mean, and the deviation over sqrt(n), of predictions that are read one by one. */
  @ParameterizedTest
  @MethodSource("references")
  void aModelScoresAsTheReferenceThatItPlays(Reference reference) {
    KnownModel.Prediction prediction = KnownModel.of(REFERENCES, reference);
    List<ImpostorScore> scores = scores(prediction);

    Curve curve =
        (Curve) new ImpostorScoring(IMPOSTORS).find(new KnownModel(prediction)).get("impostors");
    assertThat(curve.at()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    assertThat(curve.lines())
        .extracting(Curve.Line::label)
        .containsExactly("impostor less truth", "impostor", "truth");
    for (int index = 0; index < IMPOSTORS.size(); index++) {
      int place = index;
      ImpostorProbe probe = IMPOSTORS.get(place);
      SequenceLayout layout = probe.sequences().layout();
      double[] difference = new double[PROBES];
      double impostor = 0;
      double truth = 0;
      for (int each = 0; each < PROBES; each++) {
        double[] said = prediction.of(probe.sequences(), each);
        double onImpostor = said[probe.impostorAnswers()[each]];
        double onTruth = said[probe.sequences().token(each, layout.lastAnswer())];
        impostor += onImpostor / PROBES;
        truth += onTruth / PROBES;
        difference[each] = onImpostor - onTruth;
      }
      double variance = 0;
      for (double each : difference) {
        variance += Math.pow(each - (impostor - truth), 2) / (PROBES - 1);
      }
      ImpostorScore score = scores.get(place);
      assertThat(score.impostor()).isCloseTo(impostor, within(1e-6));
      assertThat(score.truth()).isCloseTo(truth, within(1e-6));
      assertThat(score.standardError()).isCloseTo(Math.sqrt(variance / PROBES), within(1e-6));
      assertThat(curve.lines())
          .extracting(line -> line.values().get(place))
          .containsExactly(score.impostor() - score.truth(), score.impostor(), score.truth());
      assertThat(curve.lines().get(0).errors().get(place)).isEqualTo(score.standardError());
    }
  }

  /** The context leaves p tasks, one for every answer to a query off its line. */
  @Test
  void theExactSolverGivesEveryAnswerTheSame() {
    assertThat(scores(KnownModel.of(REFERENCES, ModularReferences.EXACT))).allSatisfy(score -> {
      assertThat(score.impostor()).isCloseTo(1.0 / P, within(1e-6));
      assertThat(score.truth()).isCloseTo(1.0 / P, within(1e-6));
      assertThat(score.standardError()).isCloseTo(0, within(1e-6));
    });
  }

  @Test
  void theSwitchboardAnswersWithTheImpostorAndWhoIsRightDoesNot() {
    assertThat(scores(KnownModel.of(REFERENCES, ModularReferences.SWITCHBOARD)))
        .allSatisfy(score -> assertThat(score.impostor()).isGreaterThan(score.truth() + 0.1));
    assertThat(scores(KnownModel.right(1))).allSatisfy(score -> {
      assertThat(score.truth()).isEqualTo(1);
      assertThat(score.impostor()).isZero();
    });
  }

  @Test
  void withoutProbesThereAreNoScores() {
    assertThat(new ImpostorScoring(List.of()).scores(new KnownModel(KnownModel.right(1))))
        .isEmpty();
  }

  private static List<ImpostorScore> scores(KnownModel.Prediction prediction) {
    return new ImpostorScoring(IMPOSTORS).scores(new KnownModel(prediction));
  }
}
