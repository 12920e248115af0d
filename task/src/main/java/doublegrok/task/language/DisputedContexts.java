package doublegrok.task.language;

import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Contexts after which solvers disagree about the closer, found among those of some sequences: for
 * each pair of solvers those on which they differ most, at most one of each sequence.
 *
 * @param sequences of which closers count
 * @param disputes one for each pair, in the order of the solvers
 */
record DisputedContexts(TokenSequences sequences, List<Dispute> disputes) {
  /** Solvers that are told apart. */
  static final List<Reference> SOLVERS = List.of(
      LanguageReferences.EXACT,
      LanguageReferences.COMPOSITION,
      LanguageReferences.SWITCHBOARD,
      LanguageReferences.CLOSURE,
      LanguageReferences.INDUCTION);

  private static final int MOST = 32;

  /**
   * A question: what closes the last sentence of a context?
   *
   * @param row of its sequence
   * @param answer number of the closer, as many as there are whole sentences before it
   * @param said what each solver says, [solvers, words]; not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Question(int row, int answer, double[][] said) {
    /** Total variation between two solvers, from 0 to 1. */
    double difference(int one, int other) {
      double sum = 0;
      for (int word = 0; word < said[one].length; word++) {
        sum += Math.abs(said[one][word] - said[other][word]) / 2;
      }
      return sum;
    }
  }

  /**
   * Questions on which two solvers disagree.
   *
   * @param questions the most disputed first
   */
  record Dispute(int one, int other, List<Question> questions) {
    /** The two of them. */
    String label() {
      return SOLVERS.get(one).label() + ", not " + SOLVERS.get(other).label();
    }
  }

  /** The most disputed contexts of sequences, of at least one sentence each. */
  static DisputedContexts of(TokenSequences sequences, ReferencePredictors references) {
    List<Question> all = new ArrayList<>();
    int answers = sequences.layout().answerPositions().size();
    int words = sequences.layout().vocabulary();
    double[] predictions = new double[references.references().size() * answers * words];
    for (int row = 0; row < sequences.count(); row++) {
      references.predict(sequences, row, predictions);
      for (int answer = 1; answer < answers; answer++) {
        double[][] said = new double[SOLVERS.size()][];
        for (int solver = 0; solver < said.length; solver++) {
          int place = references.references().indexOf(SOLVERS.get(solver));
          int from = (place * answers + answer) * words;
          said[solver] = Arrays.copyOfRange(predictions, from, from + words);
        }
        all.add(new Question(row, answer, said));
      }
    }
    List<Dispute> disputes = new ArrayList<>();
    for (int one = 0; one < SOLVERS.size(); one++) {
      for (int other = one + 1; other < SOLVERS.size(); other++) {
        disputes.add(dispute(all, one, other));
      }
    }
    return new DisputedContexts(sequences, List.copyOf(disputes));
  }

  private static Dispute dispute(List<Question> all, int one, int other) {
    List<Question> ordered = all.stream()
        .sorted(Comparator.comparingDouble((Question each) -> -each.difference(one, other)))
        .toList();
    boolean[] taken = new boolean[all.get(all.size() - 1).row() + 1];
    List<Question> questions = new ArrayList<>();
    for (Question each : ordered) {
      if (!taken[each.row()] && questions.size() < MOST) {
        taken[each.row()] = true;
        questions.add(each);
      }
    }
    return new Dispute(one, other, List.copyOf(questions));
  }
}
