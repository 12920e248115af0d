package doublegrok.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules by which a block of sequences is accepted. */
final class SequencesTest {
  private static final SequenceForm.Reals PAIRS = new SequenceForm.Reals(2, 1);

  @Test
  void answersAtPositionZeroOrBeyondTheEndOrTwiceAreRefused() {
    for (List<Integer> answers : List.of(List.of(0), List.of(4), List.of(2, 2), List.of(2, 1))) {
      assertThatThrownBy(() -> new SequenceLayout(9, 4, answers, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "answer positions must ascend in 1..3 (position 0 has nothing before it), were "
                  + answers);
    }
    assertThatThrownBy(() -> new SequenceLayout(9, 4, List.of(), 0))
        .hasMessage("a block needs at least one answer position, had none");
  }

  @Test
  void realsMayCountFromTheFirstPositionOn() {
    assertThat(new SequenceLayout(PAIRS, 4, List.of(0, 3), 0).lastAnswer()).isEqualTo(3);
    for (List<Integer> answers : List.of(List.of(-1), List.of(4), List.of(0, 0))) {
      assertThatThrownBy(() -> new SequenceLayout(PAIRS, 4, answers, 0))
          .hasMessage("answer positions must ascend in 0..3, were " + answers);
    }
  }

  @Test
  void weightsAreOneForEachAnswerAndAllOnesAreNone() {
    SequenceLayout plain = new SequenceLayout(9, 4, List.of(1, 3), 0);

    assertThat(weighted(List.of(1f, 1f))).isEqualTo(plain);
    assertThat(weighted(List.of(1f, .5f)).weights()).containsExactly(1f, .5f);
    for (List<Float> weights : List.of(
        List.of(1f),
        List.of(1f, 1f, 1f),
        List.of(0f, 0f),
        List.of(-1f, 2f),
        List.of(1f, Float.NaN),
        List.of(1f, Float.POSITIVE_INFINITY))) {
      assertThatThrownBy(() -> weighted(weights))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("and 2 as are the answer positions, were " + weights);
    }
  }

  private static SequenceLayout weighted(List<Float> weights) {
    return new SequenceLayout(new SequenceForm.Tokens(9), 4, List.of(1, 3), weights, 0);
  }

  @Test
  void tooFewTokensAreRefused() {
    SequenceLayout layout = new SequenceLayout(9, 4, List.of(1), 0);

    assertThatThrownBy(() -> new TokenSequences(layout, 2, new byte[7], new int[2]))
        .hasMessage("a block of 2 sequences of 4 tokens needs 8 bytes, was given 7");
    assertThatThrownBy(() -> new TokenSequences(layout, 0, new byte[0], new int[0]))
        .hasMessage("a block needs at least 1 sequence, had 0");
    assertThatThrownBy(() -> new TokenSequences(layout, 2, new byte[8], new int[1]))
        .hasMessage("it has 2 sequences but 1 latents");
    assertThatThrownBy(() -> new SequenceLayout(9, 1, List.of(1), 0))
        .hasMessage("a block needs at least 1 sequence of 2 tokens, these have 1");
    assertThatThrownBy(() -> new SequenceLayout(PAIRS, 0, List.of(0), 0))
        .hasMessage("a block needs at least 1 sequence of 1 position, these have 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 251, 256, 257, 1000, 65_535, 65_536})
  void tokensOfEveryVocabularyComeBack(int vocabulary) {
    SequenceForm.Tokens form = new SequenceForm.Tokens(vocabulary);
    int[] tokens = {0, vocabulary - 1, vocabulary / 2, 1, vocabulary - 2, vocabulary / 3};
    byte[] bytes = bytes(form, tokens);

    TokenSequences block = new TokenSequences(
        new SequenceLayout(vocabulary, 3, List.of(1), 0), 2, bytes, new int[] {4, 5});

    assertThat(bytes).hasSize(vocabulary <= 256 ? 6 : 12);
    for (int i = 0; i < tokens.length; i++) {
      assertThat(block.token(i / 3, i % 3)).isEqualTo(tokens[i]);
    }
    TokenSequences second = block.rows(1, 2);
    assertThat(second.count()).isEqualTo(1);
    assertThat(second.token(0, 1)).isEqualTo(tokens[4]);
    assertThat(second.latents()).containsExactly(5);
    assertThat(block.rows(0, 2).sameAs(block)).isTrue();
    assertThat(second.sameAs(block.rows(0, 1))).isFalse();
  }

  @Test
  void twoByteTokensAreLittleEndian() {
    assertThat(bytes(new SequenceForm.Tokens(1000), 0x0123, 2)).containsExactly(0x23, 1, 2, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 251, 257, 1000, 65_535})
  void aTokenBeyondTheVocabularyIsRefused(int vocabulary) {
    byte[] bytes = bytes(new SequenceForm.Tokens(vocabulary), 0, 0, 0, 0, vocabulary, 0);
    SequenceLayout layout = new SequenceLayout(vocabulary, 3, List.of(1), 0);

    assertThatThrownBy(() -> new TokenSequences(layout, 2, bytes, new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tokens must be 0..%d (the vocabulary), sequence 1 has %d at position 1"
            .formatted(vocabulary - 1, vocabulary));
  }

  @Test
  void realsMustBeFiniteAndAsManyAsTheLayoutSays() {
    SequenceLayout layout = new SequenceLayout(PAIRS, 3, List.of(0, 2), 0);
    float[] inputs = {1, 2, 3, 4, 5, 6};
    RealSequences block = new RealSequences(layout, 1, inputs, new float[] {7, 8}, new int[1]);

    assertThat(block.sameAs(block.rows(0, 1))).isTrue();
    assertThatThrownBy(() -> new RealSequences(layout, 1, inputs, new float[3], new int[1]))
        .hasMessage("1 sequences with 2 targets each need 2 numbers, were given 3");
    assertThatThrownBy(() -> new RealSequences(layout, 2, inputs, new float[4], new int[2]))
        .hasMessage("2 sequences with 6 inputs each need 12 numbers, were given 6");
    float[] infinite = {1, 2, 3, Float.NEGATIVE_INFINITY, 5, 6};
    assertThatThrownBy(() -> new RealSequences(layout, 1, infinite, new float[2], new int[1]))
        .hasMessage("inputs must be finite, sequence 0 has -Infinity as its number 3");
    assertThatThrownBy(
            () -> new RealSequences(layout, 1, inputs, new float[] {0, Float.NaN}, new int[1]))
        .hasMessage("targets must be finite, sequence 0 has NaN as its number 1");
  }

  @Test
  void formsAreBounded() {
    assertThatThrownBy(() -> new SequenceForm.Tokens(65_537))
        .hasMessage("vocabulary must be 1..65536, was 65537");
    assertThatThrownBy(() -> new SequenceForm.Reals(0, 1)).hasMessageContaining("1..4096");
    assertThatThrownBy(() -> new SequenceLayout(PAIRS, 3, List.of(0), 0).vocabulary())
        .hasMessageContaining("only sequences of tokens");
  }

  private static byte[] bytes(SequenceForm.Tokens form, int... tokens) {
    byte[] bytes = new byte[tokens.length * form.tokenBytes()];
    for (int i = 0; i < tokens.length; i++) {
      TokenSequences.put(bytes, form, i, tokens[i]);
    }
    return bytes;
  }
}
