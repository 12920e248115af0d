package doublegrok.task.language;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.BayesFloors;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Objective;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.Transition;
import doublegrok.task.key.Values;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LanguagesTest {
  private static final Languages FAMILY = new Languages(Values.none());
  private static final LanguageTable TABLE = new LanguageTable(new LanguageSize(4, 2));

  @Test
  void aFifthOfTheDictionariesIsNeverTrainedWhateverTheDraw() {
    Set<Integer> trained = new HashSet<>();
    for (int draw = 0; draw < 20; draw++) {
      trained.addAll(dictionaries(FAMILY
          .trainingSampler(version(1008, 4).with(Distribution.TASK_DRAW, draw), 5)
          .inDistribution()));
    }

    assertThat(trained).hasSize(56);
    assertThat(FAMILY.violations(version(1009, 4)))
        .extracting(each -> each.sentence())
        .containsExactly("distribution.tasks must be 1..1008, the languages of the four fifths of"
            + " dictionaries that may be trained, was 1009: ask for fewer or for more words");
  }

  @Test
  void setsAreOfWhatIsKnownOfTheirLanguages() {
    Distribution version = version(96, 4);
    EvaluationSampler sampler = FAMILY.evaluationSampler(List.of(version), 5);
    int[] trained = FAMILY.trainingSampler(version, 5).inDistribution();
    Set<Integer> known = dictionaries(trained);

    assertThat(sampler.sets())
        .containsExactly(
            LanguageClasses.ID, LanguageClasses.NEW_AGREEMENT, LanguageClasses.NEW_DICTIONARY);
    assertThat(languages(sampler, LanguageClasses.ID)).isEqualTo(set(trained));
    assertThat(languages(sampler, LanguageClasses.NEW_AGREEMENT))
        .hasSize(256)
        .doesNotContainAnyElementsOf(set(trained))
        .allMatch(language -> known.contains(TABLE.dictionary(language)));
    assertThat(languages(sampler, LanguageClasses.NEW_DICTIONARY))
        .hasSize(256)
        .noneMatch(language -> known.contains(TABLE.dictionary(language)));
  }

  @Test
  void aSwapThatAddsALanguageHasItInASetOfItsOwn() {
    List<Distribution> history = List.of(version(32, 4), version(33, 4));
    EvaluationSampler sampler = FAMILY.evaluationSampler(history, 5);
    int[] trained = FAMILY.trainingSampler(history.get(1), 5).inDistribution();

    assertThat(languages(sampler, LanguageClasses.ADDED)).containsExactly(trained[32]);
    assertThat(languages(sampler, LanguageClasses.ID)).isEqualTo(set(trained));
    assertThat(sampler.sets()).doesNotContain(LanguageClasses.FORMERLY_ID);
  }

  @Test
  void whatIsTrainedNoLongerIsNeitherNewNorTrained() {
    List<Distribution> history = List.of(version(33, 4), version(8, 4));
    EvaluationSampler sampler = FAMILY.evaluationSampler(history, 5);
    int[] before = FAMILY.trainingSampler(history.get(0), 5).inDistribution();

    assertThat(languages(sampler, LanguageClasses.FORMERLY_ID))
        .isEqualTo(set(Arrays.copyOfRange(before, 8, 33)));
    assertThat(languages(sampler, LanguageClasses.NEW_AGREEMENT))
        .doesNotContainAnyElementsOf(set(before))
        .allMatch(language -> dictionaries(before).contains(TABLE.dictionary(language)));
    assertThat(sampler.sets()).doesNotContain(LanguageClasses.ADDED);
  }

  @Test
  void noTwoSetsTellOfOneTransition() {
    assertThat(FAMILY.evaluationSets().stream().map(Transition::gain).distinct())
        .hasSameSizeAs(FAMILY.evaluationSets());
  }

  @Test
  void sentencesAreOfTheirLanguageAndShotsAreSentences() {
    EvaluationSampler sampler = FAMILY.evaluationSampler(List.of(version(96, 5)), 5);
    TokenSequences drawn = (TokenSequences) sampler.sequences(LanguageClasses.NEW_DICTIONARY, 300);

    assertThat(drawn.layout().answerPositions()).containsExactly(1, 3, 5, 7, 9);
    assertThat(FAMILY.layout(version(96, 5)).answerPositions())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    for (int row = 0; row < drawn.count(); row++) {
      for (int at = 0; at < 10; at += 2) {
        int opener = drawn.token(row, at);
        assertThat(TABLE.openers(drawn.latents()[row])).contains(opener);
        assertThat(TABLE.closers(drawn.latents()[row], opener)).contains(drawn.token(row, at + 1));
      }
    }
  }

  /** Whoever knows more is not worse, and a list of languages is worth less, the longer it is. */
  @Test
  void floorsStandInTheOrderOfWhatIsKnown() {
    BayesFloors few = floors(32);
    BayesFloors many = floors(256);

    for (BayesFloors floors : List.of(few, many)) {
      assertThat(floor(floors, 3)).isLessThan(floor(floors, 1));
      assertThat(floor(floors, 1)).isLessThan(floor(floors, 0));
      assertThat(floor(floors, 0)).isLessThan(floor(floors, 4));
      assertThat(floor(floors, 4)).isLessThan(floor(floors, 5));
      assertThat(floor(floors, 5)).isLessThan(floor(floors, 6));
    }
    assertThat(few.memorisationPressure().orElseThrow().mean())
        .isGreaterThan(1.3 * many.memorisationPressure().orElseThrow().mean());
  }

  private static double floor(BayesFloors floors, int place) {
    return floors.floor(LanguageReferences.all().get(place)).orElseThrow().mean();
  }

  private static BayesFloors floors(int tasks) {
    Distribution version = version(tasks, 16);
    return BayesFloors.of(
        Objective.CROSS_ENTROPY,
        FAMILY.trainingSampler(version, 5),
        FAMILY.references(List.of(version), 5).orElseThrow(),
        4,
        64);
  }

  private static Set<Integer> languages(EvaluationSampler sampler, EvaluationSet set) {
    Sequences drawn = sampler.sequences(set, 512);
    return set(drawn.latents());
  }

  private static Set<Integer> set(int[] languages) {
    return Arrays.stream(languages).boxed().collect(Collectors.toSet());
  }

  private static Set<Integer> dictionaries(int[] languages) {
    return Arrays.stream(languages).map(TABLE::dictionary).boxed().collect(Collectors.toSet());
  }

  static Distribution version(int tasks, int shots) {
    return new Distribution(Values.none()
        .with(Distribution.TASKS, tasks)
        .with(Distribution.TASK_DRAW, 0)
        .with(Distribution.SHOTS, shots));
  }
}
