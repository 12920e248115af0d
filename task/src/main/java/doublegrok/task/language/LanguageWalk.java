package doublegrok.task.language;

import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.Arrays;
import java.util.List;

/** References along a sequence, sentence by sentence. */
final class LanguageWalk implements ReferencePredictors {
  private final LanguageTable table;
  private final long[] all;
  private final long[] composed;
  private final long[] trained;
  private final CopyHabits habits;

  /**
   * The references of a distribution.
   *
   * @param trained languages, by their numbers
   */
  LanguageWalk(LanguageTable table, int[] trained) {
    this.table = table;
    this.all = table.all();
    this.composed = table.composed(trained);
    this.trained = table.only(trained);
    this.habits = new CopyHabits(table.size().vocabulary());
  }

  @Override
  public List<Reference> references() {
    return LanguageReferences.all();
  }

  @Override
  public void predict(Sequences sequences, int row, double[] predictions) {
    TokenSequences tokens = TokenSequences.of(sequences);
    requireForm(tokens);
    List<Integer> positions = tokens.layout().answerPositions();
    int vocabulary = table.size().vocabulary();
    ExplainedSentences explained = new ExplainedSentences(table, tokens.layout().lastAnswer() / 2);
    habits.begin();
    int sentence = 0;
    for (int answer = 0; answer < positions.size(); answer++) {
      int position = positions.get(answer);
      for (; sentence < position / 2; sentence++) {
        int opener = tokens.token(row, 2 * sentence);
        int closer = tokens.token(row, 2 * sentence + 1);
        explained.observe(opener, closer);
        habits.observe(opener, closer);
      }
      for (int place = 0; place < references().size(); place++) {
        double[] next = position % 2 == 0
            ? opener(references().get(place), explained)
            : closer(references().get(place), explained, tokens.token(row, position - 1));
        int at = (place * positions.size() + answer) * vocabulary;
        System.arraycopy(next, 0, predictions, at, vocabulary);
      }
    }
  }

  private double[] opener(Reference reference, ExplainedSentences explained) {
    return switch (reference.label()) {
      case "exact" -> explained.opener(all);
      case "composition" -> explained.opener(composed);
      case "switchboard" -> explained.opener(trained);
      case "search" -> explained.votedOpener(LanguageReferences.ETA, all);
      case "unigram" -> habits.unigram();
      case "uniform" -> alike();
      default -> habits.openerSlot();
    };
  }

  private double[] closer(Reference reference, ExplainedSentences explained, int opener) {
    return switch (reference.label()) {
      case "exact" -> explained.closer(opener, all);
      case "composition" -> explained.closer(opener, composed);
      case "switchboard" -> explained.closer(opener, trained);
      case "search" -> explained.votedCloser(opener, LanguageReferences.ETA, all);
      case "closure" -> habits.closure(opener);
      case "induction" -> habits.induction(opener);
      case "unigram" -> habits.unigram();
      case "uniform" -> alike();
      default -> habits.closerSlot();
    };
  }

  private double[] alike() {
    double[] next = new double[table.size().vocabulary()];
    Arrays.fill(next, 1.0 / next.length);
    return next;
  }

  private void requireForm(TokenSequences tokens) {
    if (!tokens.layout().form().equals(table.size().form()) || tokens.layout().length() % 2 != 0) {
      throw new IllegalArgumentException("sequences must be of whole sentences of "
          + table.size().form() + ", were " + tokens.layout().length() + " positions of "
          + tokens.layout().form());
    }
  }
}
