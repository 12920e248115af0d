package doublegrok.explain;

import static doublegrok.task.modular.ModularReferences.EXACT;
import static doublegrok.task.modular.ModularReferences.UNIFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sets of different sizes, in which exact knows that every answer is 0. */
final class SpectrumTest {
  private static final List<Reference> TWO = List.of(EXACT, UNIFORM);

  @Test
  void everySetHasTheSameWeightWhateverItsSize() {
    ReferenceTable large = table(3, 50, List.of(1, 3, 5), TWO);
    ReferenceTable small = table(3, 2, List.of(1), TWO);
    Masses knows = masses(large, 1, 0, 0);
    Masses guesses = masses(small, 1 / 3.0, 1 / 3.0, 1 / 3.0);

    Attribution found = Spectrum.of(List.of(large, small)).attribution(List.of(knows, guesses));

    assertThat(found.shares()).extracting(Share::references).containsExactly("exact", "uniform");
    assertThat(found.shares().get(0).weight()).isCloseTo(0.5, within(2e-3));
    assertThat(found.unexplained()).isGreaterThan(0.1); // each set by itself is explained
    assertThat(knows.attribution(2).unexplained()).isLessThan(1e-5);
    assertThat(guesses.attribution(0).unexplained()).isLessThan(1e-5);
  }

  @Test
  void refusesSetsOfTwoFamilies() {
    ReferenceTable table = table(3, 2, List.of(1), TWO);

    assertThatThrownBy(() -> Spectrum.of(List.of(table, table(5, 2, List.of(1), TWO))))
        .hasMessage("the sets of a spectrum must have the same references and vocabulary, had "
            + "[exact, uniform] of 3 and [exact, uniform] of 5: take sets of one family");
    assertThatThrownBy(() -> Spectrum.of(List.of(table, table(3, 2, List.of(1), List.of(EXACT)))))
        .hasMessageContaining("[exact] of 3");
  }

  @Test
  void refusesMassesOfOtherSets() {
    ReferenceTable one = table(3, 2, List.of(1), TWO);
    ReferenceTable other = table(3, 2, List.of(1), TWO);
    Spectrum spectrum = Spectrum.of(List.of(one, other));
    List<Masses> reversed = List.of(new Masses(other), new Masses(one));

    assertThatThrownBy(() -> spectrum.attribution(reversed))
        .hasMessage("masses must be of the spectrum's 2 tables, in their order, were of others");
    assertThatThrownBy(() -> spectrum.attribution(List.of(new Masses(one))))
        .hasMessageEndingWith("were of 1 tables");
  }

  private static Masses masses(ReferenceTable table, double... prediction) {
    Masses masses = new Masses(table);
    for (int query = 0; query < table.queries(); query++) {
      for (int answer = 0; answer < table.answers(); answer++) {
        masses.add(answer, query, prediction, 0);
      }
    }
    return masses;
  }

  private static ReferenceTable table(
      int vocabulary, int count, List<Integer> answers, List<Reference> references) {
    SequenceLayout layout = new SequenceLayout(vocabulary, 6, answers, 0);
    return ReferenceTable.of(
        new Certain(references),
        new TokenSequences(layout, count, new byte[6 * count], new int[count]));
  }

  private record Certain(List<Reference> references) implements ReferencePredictors {
    @Override
    public void predict(Sequences sequences, int row, double[] probabilities) {
      SequenceLayout layout = sequences.layout();
      Map<Reference, Double> other = Map.of(EXACT, 0.0, UNIFORM, 1.0 / layout.vocabulary());
      int from = 0;
      for (Reference reference : references) {
        for (int answer = 0; answer < layout.answerPositions().size(); answer++) {
          for (int token = 0; token < layout.vocabulary(); token++) {
            probabilities[from++] =
                reference.equals(EXACT) && token == 0 ? 1 : other.get(reference);
          }
        }
      }
    }
  }
}
