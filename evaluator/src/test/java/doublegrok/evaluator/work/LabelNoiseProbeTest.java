package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.evaluator.probe.Examination;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.spec.RunSpec;
import doublegrok.task.AskedModel;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.modular.ModularSets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asks models whose trust in their context is known. */
final class LabelNoiseProbeTest {
  private static final RunSpec SPEC = TinyCheckpoints.spec("swaps=[]");
  private static final int SHOTS = SPEC.distribution().shots();

  @Test
  void whoBelievesTheLastExampleIsRightAsOftenAsThatIs() {
    Cells cells = cells(believing(1));

    for (int shot = 1; shot < SHOTS; shot++) {
      assertThat(cells.at(0, shot)).as("no wrong label of %d", shot).isEqualTo(1);
      assertThat(cells.at(shot, shot)).as("all %d labels wrong", shot).isZero();
    }
    for (int wrong = 1; wrong < SHOTS - 1; wrong++) { // the last one is as often wrong as any
      assertThat(cells.at(wrong, SHOTS - 1)).isStrictlyBetween(0.0, 1.0);
    }
  }

  @Test
  void whoBelievesTheFirstExampleIsHarmedByItAlone() {
    Cells cells = cells(believing(SHOTS));

    assertThat(cells.at(1, SHOTS - 1)).isGreaterThan(0.5);
    assertThat(cells.at(SHOTS - 1, SHOTS - 1)).isZero();
  }

  @Test
  void aContextHasNoMoreWrongLabelsThanExamples() {
    Cells cells = cells(believing(1));

    for (int shot = 0; shot < SHOTS; shot++) {
      for (int wrong = shot + 1; wrong < SHOTS; wrong++) {
        assertThat(cells.at(wrong, shot)).isNaN();
      }
    }
  }

  @Test
  void theSameCheckpointIsFoundTheSame() {
    assertThat(find(believing(1))).isEqualTo(find(believing(1)));
  }

  private static Cells cells(AskedModel model) {
    Grid grid = (Grid) find(model).get("label-noise");
    assertThat(grid.down().label()).isEqualTo("wrong labels");
    assertThat(grid.across().label()).isEqualTo("shots");
    return grid.layers().get(0).cells();
  }

  private static Map<String, Finding> find(AskedModel model) {
    Probe probe = Probes.builtIn().named("label-noise").orElseThrow();
    return probe.find(new Examination(
        SPEC,
        List.of(),
        model,
        SPEC.family()
            .evaluationSampler(List.of(SPEC.distribution()), SPEC.seed())
            .sequences(ModularSets.ID_TRAIN, 64),
        Optional.empty(),
        List::of,
        TinyCheckpoints.NO_LANDSCAPE,
        () -> false));
  }

  /** A model that takes the shift from the example so many back, or from the first there is. */
  private static PredictingModel believing(int back) {
    return new PredictingModel((sequences, row) -> predictions(sequences, row, back), 16);
  }

  private static double[] predictions(TokenSequences sequences, int row, int back) {
    SequenceLayout layout = sequences.layout();
    int modulus = layout.vocabulary();
    double[] probabilities = new double[layout.answerPositions().size() * modulus];
    for (int shot = 0; shot < layout.answerPositions().size(); shot++) {
      int believed = layout.answerPositions().get(Math.max(0, shot - back));
      int shift = sequences.token(row, believed) - sequences.token(row, believed - 1);
      int input = sequences.token(row, layout.answerPositions().get(shot) - 1);
      int said = shot == 0 ? 0 : Math.floorMod(input + shift, modulus);
      probabilities[shot * modulus + said] = 1;
    }
    return probabilities;
  }
}
