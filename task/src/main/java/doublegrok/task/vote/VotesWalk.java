package doublegrok.task.vote;

import doublegrok.task.AskedModel;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Walk along sequences that a model is asked, with the votes of their examples beside it. An
 * example is the tokens of its input and its label, and nothing stands between two.
 */
final class VotesWalk {
  private final int digits;
  private final int vocabulary;
  private final VotingTasks all;
  private final VotingTasks trained;
  private final Optional<LineVotes> line;
  private final int[] labels;
  private int row;
  private int shown;

  /**
   * A walk before its first sequence.
   *
   * @param line votes on the query's line; empty if the family has no lines
   */
  VotesWalk(int digits, VotingTasks all, VotingTasks trained, Optional<LineVotes> line) {
    this.digits = digits;
    this.vocabulary = all.vocabulary();
    this.all = all;
    this.trained = trained;
    this.line = line;
    this.labels = new int[vocabulary];
  }

  /** Whether examples on the query's line vote for its answer. */
  boolean hasLines() {
    return line.isPresent();
  }

  /**
   * What the model says after some numbers of shots.
   *
   * @param sequences that the model is shown, the labels of these shots right
   * @param wanted numbers of shots
   */
  List<AskedVotes> ask(AskedModel model, TokenSequences sequences, IntPredicate wanted) {
    List<AskedVotes> asked = new ArrayList<>();
    List<Integer> answers = sequences.layout().answerPositions();
    row = -1;
    model.predict(sequences, (sequence, answer, said) -> {
      int position = answers.get(answer);
      int shot = position / (digits + 1);
      if (wanted.test(shot)) {
        goTo(sequences, sequence, shot);
        int[] query = input(sequences, sequence, shot);
        asked.add(new AskedVotes(
            shot,
            sequences.token(sequence, position),
            Arrays.copyOf(said, vocabulary),
            all.votes(query),
            trained.votes(query),
            line.map(each -> each.answers(query)).orElseGet(() -> new double[0]),
            copied(shot)));
      }
    });
    return asked;
  }

  /** Observes the examples before a shot. */
  private void goTo(TokenSequences sequences, int sequence, int shot) {
    if (sequence != row) {
      row = sequence;
      shown = 0;
      all.begin();
      trained.begin();
      line.ifPresent(LineVotes::begin);
      Arrays.fill(labels, 0);
    }
    for (; shown < shot; shown++) {
      int[] input = input(sequences, sequence, shown);
      int label = sequences.token(sequence, shown * (digits + 1) + digits);
      all.observe(input, label);
      trained.observe(input, label);
      line.ifPresent(each -> each.observe(input, label));
      labels[label]++;
    }
  }

  private int[] input(TokenSequences sequences, int sequence, int example) {
    int[] input = new int[digits];
    for (int digit = 0; digit < digits; digit++) {
      input[digit] = sequences.token(sequence, example * (digits + 1) + digit);
    }
    return input;
  }

  /** How often each answer stands in the context, as shares. */
  private double[] copied(int shot) {
    return Arrays.stream(labels)
        .mapToDouble(count -> shot == 0 ? 1.0 / vocabulary : (double) count / shot)
        .toArray();
  }
}
