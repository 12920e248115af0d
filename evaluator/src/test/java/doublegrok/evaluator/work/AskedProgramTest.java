package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelState;
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
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** Cells of a grid, so many in a row that they are asked in several blocks. */
  @ParameterizedTest
  @ValueSource(ints = {1, 250})
  void whatBeginsAlikeIsAnsweredLikeEverythingElse(int rows) {
    int columns = SPEC.model().form().outputs();
    int length = SPEC.model().context() + 1;
    SequenceLayout layout = new SequenceLayout(columns, length, List.of(length - 1), 0);
    byte[] tokens = new byte[rows * columns * length];
    Random random = new Random(rows);
    for (int row = 0; row < rows; row++) {
      int first = row * columns * length;
      for (int at = 0; at < length; at++) {
        tokens[first + at] = (byte) random.nextInt(columns);
      }
      for (int column = 0; column < columns; column++) {
        System.arraycopy(tokens, first, tokens, first + column * length, length);
        tokens[first + column * length + length - 2] = (byte) column;
      }
    }
    Sequences grid = new TokenSequences(layout, rows * columns, tokens, new int[rows * columns]);
    List<FloatTensor> weights =
        ModelState.initial(SPEC.model(), SPEC.optimizer(), 3).weights();
    try (ForwardProgram program =
        ForwardProgram.open(SPEC.model(), weights, ComputeDevice.choose(DeviceChoice.CPU))) {
      AtomicInteger blocks = new AtomicInteger();
      List<Float> outputs = new ArrayList<>();
      new AskedProgram(program, weights, () -> false).ask(grid, (block, found) -> {
        assertThat(block.sameValues(
                grid.rows(outputs.size() / columns, outputs.size() / columns + block.count())))
            .isTrue();
        blocks.incrementAndGet();
        for (float each : found) {
          outputs.add(each);
        }
      });

      assertThat(blocks.get() > 1).isEqualTo(rows > 1);
      float[] expected = program.outputs(grid);
      assertThat(outputs).hasSize(expected.length);
      for (int at = 0; at < expected.length; at++) {
        assertThat(outputs.get(at)).isCloseTo(expected[at], Offset.offset(1e-5f));
      }
    }
  }
}
