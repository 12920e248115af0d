package doublegrok.task.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures are those of an independent program, at other sizes than the presets'. */
final class LanguageWalkTest {
  private static final LanguageSize SMALL = new LanguageSize(3, 3);
  private static final int[] TRAINED = {3, 8, 10, 17, 44, 45, 46, 60, 91, 119};

  /** All languages of three words by three, as the pairs that permutations of six words make. */
  @Test
  void bayesCountsTheLanguagesThatEnumerationFinds() {
    LanguageTable table = new LanguageTable(SMALL);
    List<Map<Integer, Integer>> all = enumerated();
    assertThat(all).hasSize(SMALL.languages()).hasSize(120);
    List<Map<Integer, Integer>> trained =
        Arrays.stream(TRAINED).mapToObj(each -> sentences(table, each)).toList();
    Set<Object> dictionaries = new HashSet<>();
    Set<Object> agreements = new HashSet<>();
    trained.forEach(each -> dictionaries.add(each.keySet()));
    trained.forEach(each -> agreements.add(ranks(each)));
    List<Map<Integer, Integer>> composed = all.stream()
        .filter(each -> dictionaries.contains(each.keySet()) && agreements.contains(ranks(each)))
        .toList();
    assertThat(composed).hasSizeGreaterThan(TRAINED.length).hasSizeLessThan(all.size());
    LanguageWalk walk = new LanguageWalk(table, TRAINED);
    Map<Reference, List<Map<Integer, Integer>>> pools = Map.of(
        LanguageReferences.EXACT, all,
        LanguageReferences.SWITCHBOARD, trained,
        LanguageReferences.COMPOSITION, composed);

    double worst = 0;
    int asked = 0;
    for (Map<Integer, Integer> language : all) {
      for (int[] openers : openersOf(language)) {
        int[] words = Arrays.stream(openers)
            .flatMap(opener -> IntStream.of(opener, language.get(opener)))
            .toArray();
        double[][][] said = said(walk, SMALL, words);
        for (int position = 1; position < words.length; position++) {
          for (Reference reference : pools.keySet()) {
            worst = Math.max(
                worst,
                difference(
                    said[place(walk, reference)][position - 1],
                    counted(pools.get(reference), words, position, Double.POSITIVE_INFINITY)));
          }
          worst = Math.max(
              worst,
              difference(
                  said[place(walk, LanguageReferences.SEARCH)][position - 1],
                  counted(all, words, position, LanguageReferences.ETA)));
          asked++;
        }
      }
    }
    assertThat(asked).isEqualTo(120 * 27 * 5);
    assertThat(worst).isLessThan(1e-12);
  }

  @Test
  void aDictionaryOfFourByFourIsCountedRight() {
    LanguageSize size = new LanguageSize(4, 4);
    LanguageWalk walk = new LanguageWalk(new LanguageTable(size), new int[] {0});
    double[][] exact = said(walk, size, 7, 2, 5, 0, 3, 1)[place(walk, LanguageReferences.EXACT)];

    assertThat(size.languages()).isEqualTo(1680);
    assertThat(exact[3])
        .containsExactly(
            new double[] {0, 0.125, 0, 0.125, 0.125, 0.25, 0.125, 0.25}, within(1e-12));
    assertThat(exact[4])
        .containsExactly(new double[] {0, 1 / 3., 0, 0, 1 / 3., 0, 1 / 3., 0}, within(1e-12));
    assertThat(said(walk, size, 7, 2, 5, 0, 7, 2, 6, 1, 3, 4)[0][8])
        .containsExactly(new double[] {0, 0, 0, 0, 1, 0, 0, 0}, within(1e-12));
  }

  @Test
  void sixByTwoAreMoreThanAHundredThousandAndCountedRight() {
    LanguageSize size = new LanguageSize(6, 2);
    int[] seventh = IntStream.range(0, 184_800).filter(each -> each % 7 == 0).toArray();
    LanguageWalk walk = new LanguageWalk(new LanguageTable(size), seventh);
    double[][][] said = said(walk, size, 11, 3, 7, 0, 11, 5, 7, 0);

    assertThat(size.languages()).isEqualTo(184_800);
    double other = 0.09523809523809523;
    assertThat(said[place(walk, LanguageReferences.EXACT)][5])
        .containsExactly(
            new double[] {0, other, other, 0, other, 0, other, 1 / 6., other, other, other, 1 / 6.},
            within(1e-12));
    assertThat(said[place(walk, LanguageReferences.SWITCHBOARD)][6])
        .containsExactly(
            new double[] {
              0.3333333333333333,
              0.07165109034267912,
              0.0778816199376947,
              0.07476635514018691,
              0.0529595015576324,
              0.07476635514018691,
              0.09345794392523364,
              0,
              0.08722741433021806,
              0.04672897196261682,
              0.08722741433021806,
              0
            },
            within(1e-12));
  }

  @Test
  void languagesStandInTheirOrder() {
    assertThat(new LanguageTable(new LanguageSize(4, 4)).name(1234))
        .isEqualTo("1 before 2, 4 before 7, 5 before 0, 6 before 3");
    assertThat(new LanguageTable(new LanguageSize(6, 2)).name(123_456))
        .isEqualTo("1 3 9 before 5 6 8, 4 7 11 before 0 2 10");
  }

  @Test
  void habitsCountWhatTheyHaveSeen() {
    CopyHabits habits = new CopyHabits(8);
    int[] seen = {0, 4, 1, 5, 2, 4, 1, 4, 3, 6};
    for (int at = 0; at < seen.length; at += 2) {
      habits.observe(seen[at], seen[at + 1]);
    }

    assertThat(at(habits.unigram(), 0, 1, 4, 7))
        .containsExactly(
            new double[] {0.102272727273, 0.193181818182, 0.284090909091, 0.011363636364},
            within(1e-12));
    assertThat(at(habits.closerSlot(), 0, 4, 5))
        .containsExactly(new double[] {0.020833333333, 0.520833333333, 0.1875}, within(1e-12));
    assertThat(at(habits.openerSlot(), 0, 1, 4))
        .containsExactly(new double[] {1.125 / 6, 2.125 / 6, 0.125 / 6}, within(1e-12));
    assertThat(at(habits.induction(0), 0, 4, 5, 6))
        .containsExactly(
            new double[] {0.010416666667, 0.760416666667, 0.09375, 0.09375}, within(1e-12));
    assertThat(at(habits.induction(3), 4, 6))
        .containsExactly(new double[] {0.260416666667, 0.59375}, within(1e-12));
    assertThat(at(habits.closure(0), 0, 4, 5, 6))
        .containsExactly(
            new double[] {0.006944444444, 0.506944444444, 0.395833333333, 0.0625}, within(1e-12));
    assertThat(habits.closure(7)).containsExactly(habits.closerSlot(), within(1e-12));
  }

  /** A chain whose links are seen in an order in which none continues the one before. */
  @Test
  void closureFollowsChainsToTheirEnd() {
    CopyHabits habits = new CopyHabits(8);
    int[] seen = {3, 6, 3, 7, 1, 4, 1, 5, 2, 5, 2, 6, 0, 7};
    for (int at = 0; at < seen.length; at += 2) {
      habits.observe(seen[at], seen[at + 1]);
    }

    double[] next = habits.closure(0);
    for (int closer = 4; closer < 8; closer++) {
      assertThat(next[closer]).isGreaterThan(0.2);
    }
    habits.begin();
    assertThat(habits.closure(0)).containsOnly(0.125);
  }

  @Test
  void sizesThatCannotBeEnumeratedAreRefusedWithTheirNumber() {
    assertThatThrownBy(() -> new LanguageSize(6, 3))
        .hasMessage("task.words 6 and task.classes 3 make 1,247,400 languages, of which at most"
            + " 200,000 can be enumerated: take fewer words, or other classes");
    assertThatThrownBy(() -> new LanguageSize(4, 3))
        .hasMessage("task.classes must divide task.words, as all classes are of one size, were 3"
            + " and 4: take a divisor");
    assertThat(new LanguageSize(5, 5).languages()).isEqualTo(30_240);
  }

  private static List<Map<Integer, Integer>> enumerated() {
    Set<Map<Integer, Integer>> all = new HashSet<>();
    permute(new ArrayList<>(), all);
    return List.copyOf(all);
  }

  private static void permute(List<Integer> begun, Set<Map<Integer, Integer>> all) {
    if (begun.size() == 6) {
      all.add(Map.of(
          begun.get(0), begun.get(1), begun.get(2), begun.get(3), begun.get(4), begun.get(5)));
    }
    for (int word = 0; word < 6; word++) {
      if (!begun.contains(word)) {
        List<Integer> longer = new ArrayList<>(begun);
        longer.add(word);
        permute(longer, all);
      }
    }
  }

  private static Map<Integer, Integer> sentences(LanguageTable table, int language) {
    Map<Integer, Integer> sentences = new TreeMap<>();
    for (int opener : table.openers(language)) {
      sentences.put(opener, table.closers(language, opener)[0]);
    }
    return sentences;
  }

  /** The rank of each opener's closer, in the order of the openers. */
  private static List<Integer> ranks(Map<Integer, Integer> language) {
    List<Integer> closers =
        language.values().stream().sorted(Comparator.naturalOrder()).toList();
    return new TreeMap<>(language).values().stream().map(closers::indexOf).toList();
  }

  /** All three sentences long. */
  private static List<int[]> openersOf(Map<Integer, Integer> language) {
    List<int[]> all = new ArrayList<>();
    for (int one : language.keySet()) {
      for (int two : language.keySet()) {
        language.keySet().forEach(three -> all.add(new int[] {one, two, three}));
      }
    }
    return all;
  }

  /** By weights exp(eta v) of the languages, v the whole sentences that they explain. */
  private static double[] counted(
      List<Map<Integer, Integer>> pool, int[] words, int position, double eta) {
    double[] next = new double[6];
    for (Map<Integer, Integer> language : pool) {
      double weight = 1;
      for (int at = 0; at + 1 < position; at += 2) {
        boolean explained = language.getOrDefault(words[at], -1) == words[at + 1];
        weight *= explained ? 1 : Math.exp(-eta);
      }
      if (position % 2 == 0) {
        language.keySet().forEach(adding(next, weight));
      } else if (language.containsKey(words[position - 1])) {
        next[language.get(words[position - 1])] += weight;
      }
    }
    double sum = Arrays.stream(next).sum();
    return Arrays.stream(next).map(each -> sum == 0 ? 1 / 6. : each / sum).toArray();
  }

  private static Consumer<Integer> adding(double[] to, double weight) {
    return word -> to[word] += weight;
  }

  /** What each reference says at every position but the first, [references, positions, words]. */
  private static double[][][] said(ReferencePredictors walk, LanguageSize size, int... words) {
    byte[] bytes = new byte[words.length];
    IntStream.range(0, words.length).forEach(at -> bytes[at] = (byte) words[at]);
    TokenSequences sequences =
        new TokenSequences(size.trainingLayout(words.length / 2), 1, bytes, new int[1]);
    int outputs = size.vocabulary();
    double[] flat = new double[walk.references().size() * (words.length - 1) * outputs];
    walk.predict(sequences, 0, flat);
    double[][][] said = new double[walk.references().size()][words.length - 1][];
    for (int at = 0; at < flat.length; at += outputs) {
      int vector = at / outputs;
      said[vector / (words.length - 1)][vector % (words.length - 1)] =
          Arrays.copyOfRange(flat, at, at + outputs);
    }
    return said;
  }

  private static int place(ReferencePredictors walk, Reference reference) {
    return walk.references().indexOf(reference);
  }

  private static double difference(double[] one, double[] other) {
    return IntStream.range(0, one.length)
        .mapToDouble(word -> Math.abs(one[word] - other[word]))
        .max()
        .orElseThrow();
  }

  private static double[] at(double[] values, int... places) {
    return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
  }
}
