package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.spec.TransformerSpec.Design;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of sequences that begin alike: how it is found, and that each is computed as ever. */
final class BranchesTest {
  private static final SequenceLayout LAST = new SequenceLayout(11, 8, List.of(7), 0);
  private static final SequenceLayout TWO = new SequenceLayout(300, 8, List.of(6, 7), 0);
  private static final ProgramForm BFLOAT16 =
      new ProgramForm(true, Integer.MAX_VALUE, Precision.BFLOAT16, true, false, false);

  @Test
  void theTreesOfFewestTokensAreFound() {
    assertThat(Branches.of(Given.alike(LAST, 6, groups(5, 4), 1))).isEqualTo(new Branches(6, 1, 4));
    assertThat(Branches.of(Given.alike(LAST, 5, groups(1, 12), 1)))
        .isEqualTo(new Branches(5, 2, 12));
    assertThat(Branches.of(Given.alike(TWO, 5, groups(3, 8), 1))).isEqualTo(new Branches(5, 2, 8));
  }

  @Test
  void allThatAreAlikeAreAStemAndALastTokenEach() {
    assertThat(Branches.of(Given.alike(LAST, 8, groups(1, 6), 1))).isEqualTo(new Branches(6, 1, 6));
  }

  @Test
  void aStemOfManyEndsIsRepeated() {
    assertThat(Branches.of(Given.alike(LAST, 6, groups(2, 300), 1)))
        .isEqualTo(new Branches(6, 1, 100));
    assertThat(Branches.of(Given.alike(LAST, 5, groups(1, 121), 1)))
        .isEqualTo(new Branches(5, 2, 11));
    assertThat(Branches.of(Given.alike(LAST, 6, groups(1, 131), 1))).isEqualTo(single(LAST));
  }

  @Test
  void unevenGroupsAndShortStemsAreNoTrees() {
    assertThat(Branches.of(Given.alike(LAST, 6, List.of(4, 4, 3), 1))).isEqualTo(single(LAST));
    assertThat(Branches.of(Given.alike(LAST, 3, groups(4, 50), 1))).isEqualTo(single(LAST));
    assertThat(Branches.of(Given.alike(LAST, 6, groups(50, 2), 1))).isEqualTo(single(LAST));
    assertThat(Branches.of(Given.block(1, LAST, 1))).isEqualTo(single(LAST));
  }

  /** Of two sequences with 6 of 7 tokens in common 8 of 14 are computed, of three 9 of 21. */
  @Test
  void treesThatSaveLittleAreNone() {
    assertThat(Branches.of(Given.alike(LAST, 6, groups(6, 2), 1))).isEqualTo(single(LAST));
    assertThat(Branches.of(Given.alike(LAST, 6, groups(4, 3), 1))).isEqualTo(new Branches(6, 1, 3));
  }

  @Test
  void everyAnswerIsPredictedInTheEnds() {
    SequenceLayout early = new SequenceLayout(11, 8, List.of(3, 7), 0);
    SequenceLayout first = new SequenceLayout(11, 8, List.of(1, 7), 0);

    assertThat(Branches.of(Given.alike(early, 7, groups(1, 100), 1))).isEqualTo(single(early));
    assertThat(Branches.of(Given.alike(first, 7, groups(1, 100), 1))).isEqualTo(single(first));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noTreesHaveFewerTokens(long seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 40; trial++) {
      int length = 4 + random.nextInt(6);
      SequenceLayout layout =
          new SequenceLayout(2 + random.nextInt(4), length, List.of(length - 1), 0);
      List<Integer> groups = groups(1 + random.nextInt(4), 1 + random.nextInt(12));
      TokenSequences sequences =
          Given.alike(layout, random.nextInt(length), groups, random.nextLong());

      Branches found = Branches.of(sequences);

      double least = tokens(found, sequences);
      assertThat(least).isFinite();
      for (int stem = 0; stem < length - 1; stem++) {
        for (int ends = 1; ends <= sequences.count(); ends++) {
          Branches other = new Branches(stem, length - 1 - stem, ends);
          boolean worthwhile = tokens(other, sequences) * 2 < sequences.count() * (length - 1);
          if (worthwhile) {
            assertThat(tokens(other, sequences)).isGreaterThanOrEqualTo(least);
          }
        }
      }
      assertThat(found.ends() == 1 || least * 2 < sequences.count() * (length - 1))
          .isTrue();
    }
  }

  @Test
  void aTreeIsItsStemAndTheEnds() {
    SequenceLayout layout = new SequenceLayout(300, 5, List.of(3, 4), 0);
    int[] tokens = {256, 1, 2, 3, 0, 256, 1, 4, 299, 0, 7, 8, 9, 10, 0, 7, 8, 11, 12, 0};
    byte[] bytes = new byte[2 * tokens.length];
    for (int at = 0; at < tokens.length; at++) {
      TokenSequences.put(bytes, layout.tokens(), at, tokens[at]);
    }
    Branches branches = new Branches(2, 2, 2);

    byte[] trees = branches.trees(new TokenSequences(layout, 4, bytes, new int[4]));

    assertThat(trees)
        .containsExactly(
            0, 1, 1, 0, 2, 0, 3, 0, 4, 0, 299 - 256, 1, 7, 0, 8, 0, 9, 0, 10, 0, 11, 0, 12, 0);
    assertThat(branches.positions()).containsExactly(0, 1, 2, 3, 2, 3);
    assertThat(branches.numbers()).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(branches.predicting(layout)).containsExactly(2, 3, 4, 5);
  }

  @Test
  void whatIsComputedInOneGoIsBounded() {
    assertThat(single(LAST).atOnce(256, LAST)).isEqualTo(256);
    assertThat(new Branches(6, 1, 4).atOnce(256, LAST)).isEqualTo(256 * 7 / 10 * 4);
    assertThat(new Branches(6, 1, 100).atOnce(2, LAST)).isEqualTo(100);
    SequenceLayout large = new SequenceLayout(65_536, 8, List.of(7), 0);
    assertThat(new Branches(6, 1, 100).atOnce(256, large)).isEqualTo(200);
  }

  static Stream<Arguments> cases() {
    return Stream.of(LAST, TWO)
        .flatMap(layout -> Stream.of(Activation.values())
            .flatMap(activation -> Stream.of(true, false)
                .flatMap(pruned -> Stream.of(true, false)
                    .map(fused -> Arguments.of(layout, activation, pruned, fused)))));
  }

  @ParameterizedTest(name = "{0}, {1}, pruned {2}, fused {3}")
  @MethodSource("cases")
  void outputsAreThoseOfEverySequenceForItself(
      SequenceLayout layout, Activation activation, boolean pruned, boolean fused) {
    TransformerSpec model = Given.model(layout.form(), Objective.CROSS_ENTROPY, pruned, activation);
    double[] weights = Probe.flat(Given.weights(model, 3));
    ProgramForm form = fused
        ? Probe.fused(pruned)
        : new ProgramForm(pruned, Integer.MAX_VALUE, Precision.FLOAT32, false, false, false);

    try (Probe probe = new Probe(model, form, DataType.FLOAT64)) {
      for (int stem : layout.equals(LAST) ? List.of(6, 5) : List.of(5)) {
        for (List<Integer> groups : List.of(groups(3, 8), groups(1, 40))) {
          TokenSequences block = Given.alike(layout, stem, groups, 4);
          Branches branches = Branches.of(block);
          assertThat(branches).isEqualTo(new Branches(stem, 7 - stem, groups.get(0)));

          double[] found = probe.outputs(block, branches, weights);
          assertThat(distance(found, probe.outputs(block, weights))).isLessThan(1e-12);
        }
      }
    }
  }

  /** In such a tree two attend as one; a stem of one token, ends of two. */
  @Test
  void smallTreesAttendTogether() {
    SequenceLayout layout = new SequenceLayout(11, 4, List.of(3), 0);
    TokenSequences block = Given.alike(layout, 1, groups(4, 3), 5);
    TransformerSpec model = Given.tinyModel();
    double[] weights = Probe.flat(Given.weights(model, 5));

    try (Probe probe = new Probe(model, true, DataType.FLOAT64)) {
      double[] found = probe.outputs(block, new Branches(1, 2, 3), weights);
      assertThat(distance(found, probe.outputs(block, weights))).isLessThan(1e-12);
    }
  }

  @Test
  void roundedToBfloat16TheyDifferByRoundingToo() {
    TokenSequences block = Given.alike(LAST, 6, groups(3, 8), 6);
    TransformerSpec model = Given.tinyModel();
    double[] weights = Probe.flat(Given.weights(model, 6));

    try (Probe probe = new Probe(model, BFLOAT16, DataType.FLOAT32);
        Probe exact = new Probe(model, true, DataType.FLOAT64)) {
      double[] found = probe.outputs(block, Branches.of(block), weights);
      assertThat(distance(found, probe.outputs(block, weights))).isLessThan(1e-2);
      assertThat(distance(found, exact.outputs(block, weights))).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest(name = "{0} sequences of {1} stems")
  @CsvSource({"24, 3", "24, 1", "5, 1"})
  void aProgramComputesWholeTreesInAnyBlocks(int sequences, int stems) {
    TransformerSpec model = Given.tinyModel();
    TokenSequences all = Given.alike(LAST, 6, groups(stems, sequences / stems), 7);
    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 7), Given.CPU)) {
      Branches branches = program.branches(all);
      float[] expected = program.outputs(all);
      assertThat(branches.ends()).isEqualTo(sequences / stems);

      for (int first = 0; first < sequences; first += branches.ends()) {
        float[] found = program.outputs(all.rows(first, first + branches.ends()), branches);

        float[] same = Arrays.copyOfRange(expected, first * 11, (first + branches.ends()) * 11);
        assertThat(found).containsExactly(same, within(1e-5f));
      }
    }
  }

  @Test
  void whatKnowsNoTreesComputesEverySequenceForItself() {
    TokenSequences alike = Given.alike(LAST, 6, groups(1, 20), 8);
    TransformerSpec plain = new TransformerSpec(
        Design.PLAIN,
        2,
        12,
        2,
        3,
        7,
        LAST.form(),
        Objective.CROSS_ENTROPY,
        false,
        Activation.RELU,
        0.3);
    requireSingle(plain, alike);
    requireSingle(Given.tinyModel(), Given.block(8, LAST, 8));
    SequenceForm.Reals reals = new SequenceForm.Reals(3, 1);
    TransformerSpec ofReals = Given.model(reals, Objective.SQUARED_ERROR, false, Activation.RELU);
    requireSingle(ofReals, GivenRows.block(5, 2, 7, List.of(6), 8));
  }

  @Test
  void whatIsNotOfTheFormIsRefused() {
    TransformerSpec model = Given.tinyModel();
    TokenSequences alike = Given.alike(LAST, 6, groups(2, 6), 9);
    Branches branches = new Branches(6, 1, 4);
    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 9), Given.CPU)) {
      assertThatThrownBy(() -> program.outputs(alike, branches))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sequences 5 and 6 must share 6 tokens");
      assertThatThrownBy(() -> program.outputs(alike.rows(0, 6), branches))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("trees have 4 sequences each, 6 are no whole trees");
      SequenceLayout late = new SequenceLayout(11, 9, List.of(8), 0);
      assertThatThrownBy(() -> program.outputs(Given.alike(late, 7, groups(1, 4), 1), branches))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an answer at position 8 needs a context of 8 tokens, the model has 7");
    }
  }

  private static void requireSingle(TransformerSpec model, Sequences sequences) {
    try (ForwardProgram program = ForwardProgram.open(model, Given.weights(model, 8), Given.CPU)) {
      Branches found = program.branches(sequences);
      assertThat(found).isEqualTo(new Branches(0, 7, 1));
      assertThat(program.outputs(sequences, found)).isEqualTo(program.outputs(sequences));
    }
  }

  private static Branches single(SequenceLayout layout) {
    return new Branches(0, layout.lastAnswer(), 1);
  }

  private static List<Integer> groups(int count, int sequences) {
    return Collections.nCopies(count, sequences);
  }

  /** Tokens that are computed; infinitely many if the sequences are not of this form. */
  private static double tokens(Branches branches, TokenSequences sequences) {
    int ends = branches.ends();
    boolean whole = sequences.count() % ends == 0;
    for (int row = 0; whole && row < sequences.count(); row++) {
      for (int at = 0; at < branches.stem(); at++) {
        whole &= sequences.token(row, at) == sequences.token(row / ends * ends, at);
      }
    }
    return whole
        ? (branches.stem() + (double) ends * branches.end()) * sequences.count() / ends
        : Double.POSITIVE_INFINITY;
  }

  /** The largest difference. */
  private static double distance(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    double most = 0;
    for (int at = 0; at < a.length; at++) {
      most = Math.max(most, Math.abs(a[at] - b[at]));
    }
    return most;
  }
}
