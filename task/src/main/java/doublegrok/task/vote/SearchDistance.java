package doublegrok.task.vote;

import doublegrok.task.AnswerMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean distance of a model's answers from those of search, as a function of eta. Of each query
 * those answers that search cannot tell apart are counted together.
 */
final class SearchDistance {
  private final List<Query> queries;
  private final int most;

  SearchDistance(List<AskedVotes> asked) {
    this.queries = asked.stream().map(Query::of).toList();
    this.most = queries.stream().mapToInt(each -> each.tasks[0].length).max().orElse(0);
  }

  /** In nats; NaN if the model's answers are no numbers, or of no queries. */
  double at(double eta) {
    double[] weights = new double[most];
    for (int fewer = 0; fewer < most; fewer++) {
      weights[fewer] = fewer == 0 ? 1 : Math.exp(-eta * fewer);
    }
    double sum = 0;
    for (Query each : queries) {
      sum += each.distance(weights);
    }
    return sum / queries.size();
  }

  /**
   * A query's answers, in groups for which as many tasks vote.
   *
   * @param tasks with so many votes fewer than most that give one of the answers, [groups, votes]
   * @param sizes answers in each group, [answers], 0 behind the groups
   * @param said the model's probability of each group, [answers]
   * @param negativeEntropy of what the model answers
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Query(int[][] tasks, int[] sizes, double[] said, double negativeEntropy) {
    static Query of(AskedVotes asked) {
      int[][] all = asked.all().fewerThanMost();
      double[] answers = asked.answers();
      List<int[]> tasks = new ArrayList<>();
      int[] sizes = new int[all.length];
      double[] said = new double[all.length];
      double negativeEntropy = 0;
      for (int answer = 0; answer < all.length; answer++) {
        int group = 0;
        while (group < tasks.size() && !Arrays.equals(tasks.get(group), all[answer])) {
          group++;
        }
        if (group == tasks.size()) {
          tasks.add(all[answer]);
        }
        sizes[group]++;
        said[group] += answers[answer];
        negativeEntropy += answers[answer] * Math.log(answers[answer]);
      }
      return new Query(tasks.toArray(int[][]::new), sizes, said, negativeEntropy);
    }

    /** By the weights of a task with so many votes fewer than most. */
    double distance(double[] weights) {
      double[] found = new double[tasks.length];
      double sum = 0;
      for (int group = 0; group < found.length; group++) {
        for (int fewer = 0; fewer < tasks[group].length; fewer++) {
          found[group] += weights[fewer] * tasks[group][fewer];
        }
        sum += sizes[group] * found[group];
      }
      double distance = negativeEntropy;
      for (int group = 0; group < found.length; group++) {
        distance -=
            said[group] * Math.log(AnswerMixture.possible(found[group] / sum, sizes.length));
      }
      return distance;
    }
  }
}
