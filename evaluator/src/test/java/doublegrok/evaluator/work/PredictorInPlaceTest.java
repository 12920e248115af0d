package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.explain.Masses;
import doublegrok.explain.ReferenceTable;
import doublegrok.explain.Share;
import doublegrok.record.ShotCount;
import doublegrok.task.AskedModel;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularKeys;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.ModularShift;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The evaluator, with a predictor in place of the model, scores what the predictor scores. */
final class PredictorInPlaceTest {
  private static final int P = 11;
  private static final long SEED = 4;
  private static final int SEQUENCES = 100;
  private static final double ALIKE = 1e-6;

  static List<Family> families() {
    return List.of(new ModularShift(P), new ModularLinear(P, 2));
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyReferenceIsCountedAndRecognised(Family family) {
    List<Distribution> history = history(family);
    ReferencePredictors references = family.references(history, SEED).orElseThrow();
    EvaluationSampler sampler = family.evaluationSampler(history, SEED);
    for (EvaluationSet set : sampler.sets()) {
      TokenSequences sequences = TokenSequences.of(sampler.sequences(set, SEQUENCES));
      ReferenceTable table = ReferenceTable.of(references, sequences);
      for (Reference reference : references.references()) {
        PredictingModel.Prediction prediction = PredictingModel.of(references, reference);
        Masses masses = new Masses(table);
        List<ShotCount> counts = counts(sequences, prediction, masses);
        long[] correct = correct(sequences, prediction);
        for (int answer = 0; answer < counts.size(); answer++) {
          String where = "%s on %s, answer %d".formatted(reference, set, answer);
          assertThat(counts.get(answer).getCorrect()).as(where).isEqualTo(correct[answer]);
          assertThat(share(masses, table, reference, answer)).as(where).isGreaterThan(0.97);
          assertThat(masses.attribution(answer).unexplained()).as(where).isLessThan(1e-4);
        }
      }
    }
  }

  /** Every answer stands in the picture of all tasks and inputs p times among p squared. */
  @Test
  void whoAlwaysSaysTheSameIsRightAsOftenAsThatIsTheAnswer() {
    Family family = new ModularShift(P);
    Sequences pictured = pictured(family);

    ShotCounts counts = new ShotCounts(pictured.layout(), (answer, query, probabilities) -> {});
    new PredictingModel(
            (sequences, row) -> {
              double[] sure = new double[sequences.layout().vocabulary()];
              sure[3] = 1;
              return sure;
            },
            17)
        .answers(TokenSequences.of(pictured), counts::add);

    assertThat(counts.records())
        .singleElement()
        .satisfies(count -> assertThat(count.getCorrect()).isEqualTo(P))
        .satisfies(count -> assertThat(count.getTotal()).isEqualTo(P * P));
  }

  /** What a model of the family is asked for its picture. */
  private static Sequences pictured(Family family) {
    List<Sequences> asked = new ArrayList<>();
    AskedModel model = new PredictingModel(PredictingModel.right(1), 17) {
      @Override
      public void predict(Sequences sequences, Predictions taker) {
        asked.add(sequences);
        super.predict(sequences, taker);
      }
    };
    Values means = Values.none()
        .with(Key.integer("grid_shots", 0, 9), 2)
        .with(Key.integer("impostors", 0, 9), 0);
    family.probes(history(family), SEED, means).get(0).find(model);
    return asked.get(0);
  }

  private static List<ShotCount> counts(
      TokenSequences sequences, PredictingModel.Prediction prediction, Masses masses) {
    ShotCounts counts = new ShotCounts(
        sequences.layout(),
        (answer, query, probabilities) -> masses.add(answer, query, probabilities, 0));
    new PredictingModel(prediction, 33).answers(sequences, counts::add);
    return counts.records();
  }

  /** By argmax; of tokens that are as probable the smallest is the answer. */
  private static long[] correct(TokenSequences sequences, PredictingModel.Prediction prediction) {
    SequenceLayout layout = sequences.layout();
    long[] correct = new long[layout.answerPositions().size()];
    for (int sequence = 0; sequence < sequences.count(); sequence++) {
      double[] all = prediction.of(sequences, sequence);
      for (int answer = 0; answer < correct.length; answer++) {
        double[] row = Arrays.copyOfRange(all, answer * P, answer * P + P);
        double most = Arrays.stream(row).max().orElseThrow();
        int said = 0;
        while (row[said] < most - ALIKE) {
          said++;
        }
        int truth = sequences.token(sequence, layout.answerPositions().get(answer));
        correct[answer] += said == truth ? 1 : 0;
      }
    }
    return correct;
  }

  private static double share(
      Masses masses, ReferenceTable table, Reference reference, int answer) {
    String group = table.groups(answer).stream()
        .filter(each -> each.members().contains(reference))
        .findFirst()
        .orElseThrow()
        .label();
    return masses.attribution(answer).shares().stream()
        .filter(each -> each.references().equals(group))
        .mapToDouble(Share::weight)
        .sum();
  }

  private static List<Distribution> history(Family family) {
    boolean plane = family instanceof ModularLinear;
    return List.of(new Distribution(Values.none()
        .with(Distribution.TASKS, plane ? 30 : 8)
        .with(ModularKeys.INPUT_FRACTION, 0.75)
        .with(Distribution.SHOTS, plane ? 8 : 4)));
  }
}
