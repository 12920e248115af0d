package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.record.ShotCount;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShotCountsTest {
  /** Three tokens, sequences x z x z, answers at 1 and 3. */
  private static final SequenceLayout LAYOUT = new SequenceLayout(3, 4, List.of(1, 3), 0);

  @Test
  void anAnswerIsCorrectIfItsLogitIsTheLargest() {
    ShotCounts counts = counts(LAYOUT);
    int[] tokens = {0, 1, 0, 2, /* second sequence */ 0, 0, 0, 2};
    float[] logits = {
      0, 5, 0, /* right */ 0, 5, 0, /* wrong */
      0, 5, 0, /* wrong */ -9, -8, -7, /* right */
    };

    counts.add(block(LAYOUT, tokens), logits);

    assertThat(counts.records())
        .extracting(ShotCount::getShot, ShotCount::getCorrect, ShotCount::getTotal)
        .containsExactly(tuple(0, 1, 2), tuple(1, 1, 2));
  }

  @Test
  void onATieTheSmallestTokenIsTheAnswer() {
    ShotCounts counts = counts(LAYOUT);

    counts.add(block(LAYOUT, 0, 1, 0, 2), new float[] {0, 5, 5, 0, 5, 5});

    assertThat(counts.records()).extracting(ShotCount::getCorrect).containsExactly(1L, 0L);
  }

  @Test
  void uniformLogitsLoseTheLogarithmOfTheVocabulary() {
    ShotCounts counts = counts(LAYOUT);

    counts.add(block(LAYOUT, 0, 1, 0, 2), new float[] {7, 7, 7, -7, -7, -7});

    assertThat(counts.records())
        .allSatisfy(each -> assertThat(each.getSummedLoss()).isCloseTo(Math.log(3), within(1e-15)));
  }

  @Test
  void hugeLogitsNeitherOverflowNorLoseTheLoss() {
    ShotCounts counts = counts(LAYOUT);

    counts.add(block(LAYOUT, 0, 1, 0, 2), new float[] {0, 3e38f, 0, 1000, 0, -1000});

    assertThat(counts.records()).extracting(ShotCount::getSummedLoss).containsExactly(0.0, 2000.0);
  }

  @Test
  void logitsThatAreNoNumbersAreNeverCorrect() {
    ShotCounts counts = counts(LAYOUT);
    float nan = Float.NaN;

    counts.add(block(LAYOUT, 0, 0, 0, 2), new float[] {nan, nan, nan, 0, nan, 1});

    assertThat(counts.records()).allSatisfy(each -> {
      assertThat(each.getCorrect()).isZero();
      assertThat(each.getSummedLoss()).isNaN();
    });
  }

  @Test
  void shotsCountFromTheLayoutsFirst() {
    SequenceLayout layout = new SequenceLayout(3, 6, List.of(3, 5), 1);
    ShotCounts counts = counts(layout);

    counts.add(block(layout, 0, 0, 0, 1, 0, 2), new float[] {0, 9, 0, 0, 0, 9});

    assertThat(counts.records()).extracting(ShotCount::getShot).containsExactly(1, 2);
    assertThat(counts.records()).extracting(ShotCount::getCorrect).containsExactly(1L, 1L);
  }

  @Test
  void aLargerVocabularyOfTheModelTakesPartInArgmaxAndLoss() {
    ShotCounts counts = counts(LAYOUT);

    counts.add(block(LAYOUT, 0, 1, 0, 2), new float[] {0, 5, 0, 9, 0, 0, 5, 4});

    assertThat(counts.records()).extracting(ShotCount::getCorrect).containsExactly(0L, 1L);
    assertThat(counts.records().get(0).getSummedLoss())
        .isCloseTo(-logSoftmax(new double[] {0, 5, 0, 9}, 1), within(1e-12));
  }

  /** One byte a token, and two. */
  @ParameterizedTest
  @ValueSource(ints = {251, 300, 65_536})
  void aTokenIsReadWholeWhateverTheVocabulary(int vocabulary) {
    SequenceLayout layout = new SequenceLayout(vocabulary, 2, List.of(1), 0);
    ShotCounts counts = counts(layout);
    float[] logits = new float[vocabulary];
    logits[vocabulary - 1] = 1;

    counts.add(block(layout, 0, vocabulary - 1), logits);

    assertThat(counts.records()).extracting(ShotCount::getCorrect).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void blocksAddUpToWhatAnIndependentSoftmaxGives(long seed) {
    Random random = new Random(seed);
    int vocabulary = 3 + random.nextInt(4);
    ShotCounts counts = counts(LAYOUT);
    double[] loss = new double[2];
    long[] correct = new long[2];
    int total = 0;
    for (int count = 1; count <= 5; count++) {
      int[] tokens = new int[count * 4];
      float[] logits = new float[count * 2 * vocabulary];
      for (int query = 0; query < count * 2; query++) {
        int truth = random.nextInt(3);
        tokens[2 * query + 1] = truth;
        double[] row =
            random.doubles(vocabulary, -20, 20).map(each -> (float) each).toArray();
        for (int token = 0; token < vocabulary; token++) {
          logits[query * vocabulary + token] = (float) row[token];
        }
        loss[query % 2] -= logSoftmax(row, truth);
        correct[query % 2] += isLargest(row, truth) ? 1 : 0;
      }
      counts.add(block(LAYOUT, tokens), logits);
      total += count;
    }

    for (int answer = 0; answer < 2; answer++) {
      ShotCount record = counts.records().get(answer);
      assertThat(record.getTotal()).isEqualTo(total);
      assertThat(record.getCorrect()).isEqualTo(correct[answer]);
      assertThat(record.getSummedLoss()).isCloseTo(loss[answer], within(1e-9));
    }
  }

  @Test
  void everyPredictionIsShownAsProbabilities() {
    List<String> shown = new ArrayList<>();
    ShotCounts counts = new ShotCounts(
        LAYOUT,
        (answer, query, probabilities) -> shown.add(
            "%d %d %.3f %.3f".formatted(answer, query, probabilities[0], probabilities[2])));
    float ln3 = (float) Math.log(3);

    counts.add(block(LAYOUT, 0, 1, 0, 2), new float[] {0, 0, 0, ln3, 0, 0});
    counts.add(block(LAYOUT, 0, 1, 0, 2), new float[] {ln3, ln3, ln3, 0, 0, ln3});

    assertThat(shown)
        .containsExactly(
            "0 0 0.333 0.333", "1 0 0.600 0.200", "0 1 0.333 0.333", "1 1 0.200 0.600");
  }

  private static TokenSequences block(SequenceLayout layout, int... tokens) {
    byte[] bytes = new byte[tokens.length * layout.tokens().tokenBytes()];
    for (int at = 0; at < tokens.length; at++) {
      TokenSequences.put(bytes, layout.tokens(), at, tokens[at]);
    }
    int count = tokens.length / layout.length();
    return new TokenSequences(layout, count, bytes, new int[count]);
  }

  private static ShotCounts counts(SequenceLayout layout) {
    return new ShotCounts(layout, (answer, query, probabilities) -> {});
  }

  private static Tuple tuple(int shot, long correct, long total) {
    return Tuple.tuple(shot, correct, total);
  }

  /** By its definition, without the shift by the largest logit that the program makes. */
  private static double logSoftmax(double[] logits, int token) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(Math.exp(logits[token]) / sum);
  }

  private static boolean isLargest(double[] logits, int token) {
    for (double logit : logits) {
      if (logit > logits[token]) {
        return false;
      }
    }
    return true;
  }
}
