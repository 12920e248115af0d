package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.spec.RunSpec;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.modular.ModularReferences;
import doublegrok.task.modular.ModularSets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions made of the answers of models whose predictions are known. */
final class AskedProgramTest {
  private static final int COUNT = 40;
  private static final RunSpec SPEC = TinyCheckpoints.spec("swaps=[]");

  private record Told(int sequence, int answer, List<Double> probabilities) {}

  /** Blocks that divide the sequences, that do not, and one that holds them all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 1000})
  void everyPredictionIsHandedOverInOrderWhateverTheBlocks(int atOnce) {
    ReferencePredictors references =
        SPEC.family().references(List.of(SPEC.distribution()), SPEC.seed()).orElseThrow();
    PredictingModel.Prediction prediction = PredictingModel.of(references, ModularReferences.TABLE);
    Sequences sequences = SPEC.family()
        .evaluationSampler(List.of(SPEC.distribution()), SPEC.seed())
        .sequences(ModularSets.ID_TRAIN, COUNT);
    SequenceLayout layout = sequences.layout();
    int answers = layout.answerPositions().size();

    List<Told> told = new ArrayList<>();
    new PredictingModel(prediction, atOnce)
        .predict(
            sequences,
            (sequence, answer, probabilities) -> told.add(
                new Told(sequence, answer, Arrays.stream(probabilities).boxed().toList())));

    assertThat(told).hasSize(COUNT * answers);
    for (int index = 0; index < told.size(); index++) {
      Told each = told.get(index);
      double[] all = prediction.of(TokenSequences.of(sequences), index / answers);
      int from = index % answers * layout.vocabulary();
      assertThat(each.sequence()).isEqualTo(index / answers);
      assertThat(each.answer()).isEqualTo(index % answers);
      assertThat(each.probabilities().stream().mapToDouble(one -> one).toArray())
          .containsExactly(
              Arrays.copyOfRange(all, from, from + layout.vocabulary()), Offset.offset(1e-6));
    }
  }
}
