package doublegrok.task.modular;

import doublegrok.task.AskedModel;
import doublegrok.task.TaskSelection;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Walk along sequences that a model is asked, with the votes of their examples beside it. */
final class VotesWalk {
  private final Examples examples;
  private final VotingTasks all;
  private final VotingTasks trained;
  private final ReferencePredictor ratio;
  private final ReferencePredictor copy;
  private int row;
  private int shown;

  /**
   * A walk along a family's sequences.
   *
   * @param trained latents of the tasks that are trained now
   */
  VotesWalk(ModularLinear family, int[] trained) {
    int modulus = family.modulus();
    int[] all = TaskSelection.firstNumbers(family.latents());
    this.examples = family.examples();
    this.all = new VotingTasks(AffineTasks.linear(modulus, family.variables(), all));
    this.trained = new VotingTasks(AffineTasks.linear(modulus, family.variables(), trained));
    this.ratio = new LineVotes(modulus);
    this.copy = new ContextCounts(modulus);
  }

  /**
   * What the model says after some numbers of shots.
   *
   * @param shown sequences that the model is shown
   * @param truth the same with right labels
   * @param wanted numbers of shots
   */
  List<AskedVotes> ask(
      AskedModel model, TokenSequences shown, TokenSequences truth, IntPredicate wanted) {
    List<AskedVotes> asked = new ArrayList<>();
    List<Integer> answers = shown.layout().answerPositions();
    row = -1;
    model.predict(shown, (sequence, answer, said) -> {
      int position = answers.get(answer);
      int shot = position / examples.length();
      if (wanted.test(shot)) {
        asked.add(votes(shown, sequence, shot, truth.token(sequence, position), said));
      }
    });
    return asked;
  }

  private AskedVotes votes(
      TokenSequences sequences, int sequence, int shot, int truth, double[] said) {
    if (sequence != row) {
      row = sequence;
      shown = 0;
      all.begin();
      trained.begin();
      ratio.begin();
      copy.begin();
    }
    for (; shown < shot; shown++) {
      int[] input = input(sequences, sequence, shown);
      int label = (shown + 1) * examples.length() - 1;
      observe(input, sequences.token(sequence, label));
    }
    int[] query = input(sequences, sequence, shot);
    return new AskedVotes(
        shot,
        truth,
        Arrays.copyOf(said, examples.vocabulary()),
        all.votes(query),
        trained.votes(query),
        predicted(ratio, query),
        predicted(copy, query));
  }

  private void observe(int[] input, int answer) {
    all.observe(input, answer);
    trained.observe(input, answer);
    ratio.observe(input, answer);
    copy.observe(input, answer);
  }

  private int[] input(TokenSequences sequences, int sequence, int example) {
    int[] input = new int[examples.digits()];
    for (int digit = 0; digit < input.length; digit++) {
      input[digit] = sequences.token(sequence, example * examples.length() + digit);
    }
    return input;
  }

  private double[] predicted(ReferencePredictor predictor, int[] query) {
    double[] answers = new double[examples.vocabulary()];
    predictor.predict(query, answers, 0);
    return answers;
  }
}
