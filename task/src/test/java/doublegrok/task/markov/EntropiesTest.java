package doublegrok.task.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Distribution;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.TokenSequences;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures are those of independent programs, at other parameters than the presets' too. */
final class EntropiesTest {
  private static final Values MESS3 =
      Values.none().with(MarkovKeys.X, List.of(0.1)).with(MarkovKeys.A, List.of(0.7));

  @Test
  void entropiesOfMess3AreKnown() {
    assertThat(entropies(Processes.mess3(0.1, 0.7), 6))
        .containsExactly(
            new double[] {
              1.0986122886681098,
              1.0560949595900853,
              1.0450570135435377,
              1.0416025615010276,
              1.0406092325581895,
              1.0403138743864542
            },
            within(1e-9));
  }

  @Test
  void entropiesOfRrxorAreKnown() {
    assertThat(entropies(Processes.rrxor(0.3, 0.6), 11))
        .containsExactly(
            new double[] {
              0.6887852792452958,
              0.6759929014738599,
              0.6048952037291471,
              0.5898576842962489,
              0.5617293549256934,
              0.5341730118318169,
              0.5173935924938227,
              0.49990215608597666,
              0.4833671402072319,
              0.4736961660657908,
              0.4647688810214454
            },
            within(1e-9));
    assertThat(Processes.rrxor(0.3, 0.6).stationary())
        .containsExactly(new double[] {1.0 / 3, 0.1, 0.7 / 3, 0.18, 0.46 / 3}, within(1e-12));
  }

  @Test
  void theEntropyRateIsBetweenWhoKnowsTheFirstStateAndWhoDoesNot() {
    Ensemble rrxor = ensemble(Processes.rrxor(0.3, 0.6));

    assertThat(Entropies.conditionalOnStart(rrxor, 14)[13])
        .isCloseTo(0.427958656354716, within(1e-9));
    assertThat(Entropies.conditional(rrxor, 14)[13]).isCloseTo(0.4467036030960436, within(1e-9));
    assertThat(Entropies.conditional(ensemble(Processes.mess3(0.1, 0.7)), 99))
        .as("words that can be counted")
        .hasSize(11);
  }

  @Test
  void beliefsOfMess3AreKnown() {
    Ensemble mess3 = ensemble(Processes.mess3(0.1, 0.7));
    double[] weights = mess3.initial();
    for (int symbol : new int[] {0, 0, 1, 2}) {
      weights = mess3.after(weights, symbol);
    }

    assertThat(Ensemble.belief(weights))
        .containsExactly(
            new double[] {0.2632652131859708, 0.25449897988177916, 0.4822358069322499},
            within(1e-9));
  }

  /** Words are counted by paths of states, one by one, without the filter. */
  @Test
  void referencesPredictWhatEveryPathOfStatesSays() {
    Distribution version = version(1, 6);
    ReferencePredictors references =
        new HiddenMarkov(MESS3).references(List.of(version), 7).orElseThrow();
    byte[] shown = {0, 2, 2, 1, 0, 1};
    MarkovShape shape = MarkovShape.of(MESS3);
    double[] predictions = new double[references.references().size() * 5 * 3];
    references.predict(new TokenSequences(shape.layout(6), 1, shown, new int[1]), 0, predictions);

    int at = 0;
    for (Reference reference : references.references()) {
      int order =
          reference.equals(MarkovReferences.EXACT) ? 9 : MarkovReferences.MARKOV.indexOf(reference);
      for (int position = 1; position < 6; position++) {
        byte[] last =
            Arrays.copyOfRange(shown, Math.max(0, position - Math.max(0, order)), position);
        for (int symbol = 0; symbol < 3; symbol++, at++) {
          byte[] longer = Arrays.copyOf(last, last.length + 1);
          longer[last.length] = (byte) symbol;
          double expected = order < 0 ? 1.0 / 3 : paths(0.1, 0.7, longer) / paths(0.1, 0.7, last);
          assertThat(predictions[at]).as(reference.label()).isCloseTo(expected, within(1e-9));
        }
      }
    }
  }

  @Test
  void floorsAreMeansOfEntropies() {
    ReferencePredictors references =
        new HiddenMarkov(MESS3).references(List.of(version(1, 6)), 7).orElseThrow();

    assertThat(references.exactFloor(MarkovReferences.EXACT).orElseThrow())
        .isCloseTo(1.044735528315859, within(1e-9));
    assertThat(references.exactFloor(MarkovReferences.MARKOV.get(1)).orElseThrow())
        .isCloseTo(1.0560949595900853, within(1e-9));
    Values begun = MESS3.with(MarkovKeys.BEGIN, true);
    assertThat(new HiddenMarkov(begun)
            .references(List.of(version(1, 7)), 7)
            .orElseThrow()
            .exactFloor(MarkovReferences.EXACT)
            .orElseThrow())
        .isCloseTo(1.0537149883745673, within(1e-9));
  }

  /** The mixture of all is better than the mixture of the trained where the truth is another. */
  @Test
  void theFilterOverAllFindsAProcessThatIsNeverTrained() {
    Values values =
        Values.none().with(MarkovKeys.PROCESSES, List.of(ProcessKind.Z1R, ProcessKind.RRXOR));
    HiddenMarkov family = new HiddenMarkov(values);
    Distribution version = version(1, 40);
    ReferencePredictors references = family.references(List.of(version), 7).orElseThrow();
    TokenSequences asked = (TokenSequences)
        family.evaluationSampler(List.of(version), 7).sequences(MarkovEvaluation.OOD, 8);
    double[] losses = new double[references.references().size()];
    double[] predictions = new double[losses.length * 39 * 2];
    for (int row = 0; row < asked.count(); row++) {
      references.predict(asked, row, predictions);
      for (int place = 0; place < losses.length; place++) {
        for (int answer = 20; answer < 39; answer++) {
          int right = asked.token(row, answer + 1);
          losses[place] -= Math.log(Math.max(predictions[(place * 39 + answer) * 2 + right], 1e-9));
        }
      }
    }

    assertThat(references.references())
        .startsWith(MarkovReferences.EXACT, MarkovReferences.SWITCHBOARD);
    assertThat(losses[0]).isLessThan(0.9 * losses[1]);
  }

  @Test
  void valuesThatMakeNoProcessAreRefusedByAWayOut() {
    assertThatThrownBy(() -> written(0.5, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.4))
        .hasMessage(
            "task.transitions must sum to 1 over symbols and next states, those of process 1"
                + " from state 1 sum to 0.9: divide them by their sum");
    assertThatThrownBy(() -> written(0.5, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.5))
        .hasMessage("task.transitions must lead from every state to every other, as only an ergodic"
            + " process has one stationary state; those of process 1 do not lead from 0 to 1: give"
            + " such a way some probability, or leave the state out");
    assertThatThrownBy(() -> written(0.5, 0.5))
        .hasMessage("task.transitions must be 8 numbers for each process, symbols x states x"
            + " states, were 2: give all of them, zeros too");
    assertThatThrownBy(
            () -> new HiddenMarkov(Values.none().with(MarkovKeys.TRANSITIONS, List.of(1.0))))
        .hasMessage("task.transitions must be empty unless task.processes names matrices, were 1"
            + " numbers: name it or leave them out");
    assertThat(new HiddenMarkov(MESS3).violations(version(2, 6)))
        .extracting(each -> each.sentence())
        .containsExactly("distribution.tasks must be 1..1, as there are 1 processes with their"
            + " parameters, was 2: ask for fewer or list more of them below task");
  }

  @Test
  void writtenMatricesAreTheProcessThatTheySay() {
    List<Double> flat = new ArrayList<>();
    for (double[][] symbol : Processes.mess3(0.1, 0.7).transitions()) {
      for (double[] row : symbol) {
        Arrays.stream(row).forEach(flat::add);
      }
    }
    List<HiddenProcess> processes = Processes.of(Values.none()
        .with(MarkovKeys.PROCESSES, List.of(ProcessKind.MATRICES))
        .with(MarkovKeys.STATES, 3)
        .with(MarkovKeys.SYMBOLS, 3)
        .with(MarkovKeys.TRANSITIONS, flat));

    assertThat(processes).hasSize(1);
    assertThat(entropies(processes.get(0), 4)[3]).isCloseTo(1.0416025615010276, within(1e-9));
  }

  private static double paths(double x, double a, byte[] word) {
    int paths = (int) Math.pow(3, word.length + 1);
    double sum = 0;
    for (int path = 0; path < paths; path++) {
      double probability = 1.0 / 3;
      int rest = path / 3;
      int state = path % 3;
      for (byte symbol : word) {
        int next = rest % 3;
        rest /= 3;
        probability *= next == state ? 1 - 2 * x : x;
        probability *= next == symbol ? a : (1 - a) / 2;
        state = next;
      }
      sum += probability;
    }
    return sum;
  }

  private static HiddenMarkov written(Double... numbers) {
    return new HiddenMarkov(Values.none()
        .with(MarkovKeys.PROCESSES, List.of(ProcessKind.MATRICES))
        .with(MarkovKeys.TRANSITIONS, List.of(numbers)));
  }

  static Distribution version(int tasks, int length) {
    return new Distribution(Values.none()
        .with(Distribution.TASKS, tasks)
        .with(Distribution.TASK_DRAW, 0)
        .with(Distribution.LENGTH, length));
  }

  private static Ensemble ensemble(HiddenProcess process) {
    return new Ensemble(List.of(process), process.symbols());
  }

  private static double[] entropies(HiddenProcess process, int symbols) {
    return Entropies.conditional(ensemble(process), symbols);
  }
}
