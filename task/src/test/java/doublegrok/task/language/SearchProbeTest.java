package doublegrok.task.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSet;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Curve;
import doublegrok.task.key.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchProbeTest {
  private static final LanguageTable TABLE = new LanguageTable(new LanguageSize(4, 2));
  private static final LanguageEvaluation SAMPLER = new LanguageEvaluation(
      TABLE, 10, new LanguageClasses(TABLE.size(), List.of(new int[] {0, 100, 200, 300}), 3), 3);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1, 2.2, 6})
  void theWeightOfASentenceIsFound(double eta) {
    SearchFit.Answers answers = answers(eta);

    SearchFit fit = SearchFit.of(answers);

    assertThat(fit.eta()).isCloseTo(eta, within(0.01));
    assertThat(fit.distance()).isCloseTo(0, within(1e-5));
    assertThat(answers.distance(eta > 2 ? 0 : 6)).isGreaterThan(0.05);
  }

  @Test
  void whatIsNoNumberHasNoWeight() {
    SearchFit.Answers answers = new SearchFit.Answers();
    answers.add(new double[] {Double.NaN, 1}, new int[][] {{1, 2}, {3, 4}});

    assertThat(SearchFit.of(answers).eta()).isNaN();
  }

  @Test
  void thereIsAWeightForEachSetAndShot() {
    Languages family = new Languages(Values.none());
    List<Distribution> history = List.of(LanguagesTest.version(32, 5));
    Curve etas = (Curve) family
        .probes(history, 3, Values.none())
        .get(1)
        .find(Planted.of(family, history, List.of(LanguageReferences.SEARCH)))
        .get("search-eta");

    assertThat(etas.at()).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(etas.lines())
        .extracting(Curve.Line::label)
        .containsExactly("id", "new-agreement", "new-dictionary");
    assertThat(etas.lines())
        .allSatisfy(line -> assertThat(line.values())
            .allSatisfy(eta -> assertThat(eta).isCloseTo(LanguageReferences.ETA, within(0.01))));
  }

  private static SearchFit.Answers answers(double eta) {
    SearchFit.Answers answers = new SearchFit.Answers();
    EvaluationSet set = LanguageClasses.NEW_DICTIONARY;
    TokenSequences drawn = SAMPLER.sequences(set, 16);
    ExplainedSentences explained = new ExplainedSentences(TABLE, 10);
    for (int row = 0; row < drawn.count(); row++) {
      explained.begin();
      for (int shot = 0; shot < 4; shot++) {
        int opener = drawn.token(row, 2 * shot);
        double[] said = eta == SearchFit.MOST
            ? explained.closer(opener, TABLE.all())
            : explained.votedCloser(opener, eta, TABLE.all());
        answers.add(said, explained.closerVotes(opener, TABLE.all()));
        explained.observe(opener, drawn.token(row, 2 * shot + 1));
      }
    }
    return answers;
  }
}
