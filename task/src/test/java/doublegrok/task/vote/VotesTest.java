package doublegrok.task.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Votes of examples for tasks, and the algorithms that weigh them. */
final class VotesTest {
  private static final int[][] CONTEXT = {{1, 2, 5}, {3, 4, 0}, {2, 2, 6}, {5, 1, 3}};

  /** Numbers of the definition, computed apart with NumPy. */
  @Test
  void temperedAnswersAreThoseOfTheDefinition() {
    Votes votes = votes(7, CONTEXT).votes(new int[] {4, 6});

    double[] once = {
      0.115705757932,
      0.140330369821,
      0.140330369821,
      0.115705757932,
      0.140330369821,
      0.231891616741,
      0.115705757932
    };
    assertClose(votes.tempered(1), once);
    assertClose(votes.tempered(Double.POSITIVE_INFINITY), new double[] {0, 0, 0, 0, 0, 1, 0});
    double[] none = new double[7];
    Arrays.fill(none, 1.0 / 7); // each answer has as many tasks
    assertClose(votes.tempered(0), none);
  }

  /** From zero on p^2 logits, by the gradient of the examples' log-likelihood. */
  @ParameterizedTest(name = "step {0}")
  @CsvSource({"7", "49", "100"})
  void oneStepOfGradientDescentOnLatentLogitsIsAVote(double step) {
    int vocabulary = 7;
    int tasks = vocabulary * vocabulary;
    double[] logits = new double[tasks];
    for (int[] example : CONTEXT) {
      for (int task = 0; task < tasks; task++) {
        boolean fits = answer(task, vocabulary, example) == example[2];
        logits[task] += step * ((fits ? 1.0 / vocabulary : 0) - 1.0 / tasks);
      }
    }
    double[] expected = new double[vocabulary];
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    for (int task = 0; task < tasks; task++) {
      expected[answer(task, vocabulary, new int[] {4, 6})] += Math.exp(logits[task]) / sum;
    }

    Votes votes = votes(vocabulary, CONTEXT).votes(new int[] {4, 6});
    assertClose(votes.tempered(step / vocabulary), expected);
  }

  @Test
  void ratioCountsTheExamplesOnTheQuerysLine() {
    LineVotes line = new LineVotes(7);
    for (int[] example : new int[][] {{2, 3, 4}, {1, 5, 2}, {4, 6, 1}, {0, 0, 0}}) {
      line.observe(new int[] {example[0], example[1]}, example[2]);
    }

    double[] sure = {0, 0, 0, 0, 0, 1, 0};
    assertClose(line.answers(new int[] {6, 2}), sure); // three times (2, 3), five times (4, 6)
    assertThat(line.answers(new int[] {1, 0})).containsOnly(1.0 / 7);
    assertClose(line.answers(new int[] {0, 0}), new double[] {1, 0, 0, 0, 0, 0, 0});
  }

  /** P(true) after eight examples of 11 tokens, from a Monte Carlo with NumPy of 400 contexts. */
  @ParameterizedTest(name = "eta {0}, {1} wrong")
  @CsvSource({
    "Infinity, 0, 1", "Infinity, 3, .986", "Infinity, 4, .846", "3, 3, .965", "3, 4, .740",
    "1, 0, .899", "1, 2, .570", "1, 4, .205", ".3, 0, .145", ".3, 4, .105"
  })
  void wrongLabelsCostWhatTheySay(double eta, int wrong, double probability) {
    int vocabulary = 11;
    CounterRandom random = new CounterRandom(5, RandomStream.WRONG_LABELS, wrong);
    double sum = 0;
    int contexts = 600;
    for (int context = 0; context < contexts; context++) {
      int a = random.below(vocabulary);
      int b = random.below(vocabulary);
      int[][] examples = new int[8][];
      for (int i = 0; i < 8; i++) {
        int x = random.below(vocabulary);
        int y = random.below(vocabulary);
        int z = a * x + b * y + (i < wrong ? 1 + random.below(vocabulary - 1) : 0);
        examples[i] = new int[] {x, y, z % vocabulary};
      }
      int[] query = {random.below(vocabulary), random.below(vocabulary)};
      int truth = (a * query[0] + b * query[1]) % vocabulary;
      sum += votes(vocabulary, examples).votes(query).tempered(eta)[truth];
    }

    assertThat(sum / contexts).isCloseTo(probability, within(0.06));
  }

  private static int answer(int task, int vocabulary, int[] input) {
    return (task % vocabulary * input[0] + task / vocabulary * input[1]) % vocabulary;
  }

  private static VotingTasks votes(int vocabulary, int[][] examples) {
    VotingTasks tasks = new VotingTasks(vocabulary, vocabulary * vocabulary, (input, into) -> {
      for (int task = 0; task < into.length; task++) {
        into[task] = (task % vocabulary * input[0] + task / vocabulary * input[1]) % vocabulary;
      }
    });
    tasks.begin();
    for (int[] example : examples) {
      tasks.observe(new int[] {example[0], example[1]}, example[2]);
    }
    return tasks;
  }

  private static void assertClose(double[] had, double[] wanted) {
    assertThat(had).hasSameSizeAs(wanted);
    IntStream.range(0, had.length)
        .forEach(i -> assertThat(had[i]).isCloseTo(wanted[i], within(1e-11)));
  }
}
