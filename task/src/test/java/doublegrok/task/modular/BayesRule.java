package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.Reference;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Oracle of what references predict, straight from Bayes' rule: the product of all likelihoods for
 * every hypothesis, each time anew.
 *
 * @param noise e
 * @param trained latents trained now
 * @param splits train inputs of each latent
 */
@SuppressWarnings("ArrayRecordComponent")
record BayesRule(Family family, double noise, int[] trained, InputSplit[] splits) {
  static int latents(Family family) {
    return family instanceof ModularLinear linear
        ? linear.latents()
        : ((ModularShift) family).latents();
  }

  static BayesRule of(Family family, Distribution distribution, long seed) {
    double fraction = distribution.get(ModularKeys.INPUT_FRACTION);
    InputSplit[] splits = new InputSplit[latents(family)];
    if (family instanceof ModularShift shift) {
      Arrays.setAll(splits, latent -> shift.inputSplit(latent, fraction, seed));
    } else {
      Arrays.fill(splits, ((ModularLinear) family).inputSplit(fraction, seed));
    }
    int[] trained = family.trainingSampler(distribution, seed).inDistribution();
    return new BayesRule(family, distribution.labelNoise(), trained, splits);
  }

  /**
   * The probabilities of the query's answer after a context.
   *
   * @param inputs [examples, coordinates]
   * @param answers [examples]
   */
  double[] predict(Reference reference, int[][] inputs, int[] answers, int[] query) {
    int[] all = IntStream.range(0, latents(family)).toArray();
    return switch (reference.label()) {
      case "exact" -> tasks(all, inputs, answers, query, latent -> true);
      case "switchboard" -> tasks(trained, inputs, answers, query, latent -> true);
      case "table" ->
        tasks(trained, inputs, answers, query, latent -> splits[latent].isTrain(number(query)));
      case "ratio" -> ratio(inputs, answers, query);
      case "copy" -> answers.length == 0 ? uniform() : vector(z -> frequency(z, answers));
      case "uniform" -> uniform();
      default -> throw new IllegalArgumentException("no rule for " + reference);
    };
  }

  private double[] tasks(
      int[] latents, int[][] inputs, int[] answers, int[] query, IntPredicate knowsQuery) {
    int p = family.form().outputs();
    double[] truth = new double[p];
    for (int latent : latents) {
      double weight = 1;
      for (int i = 0; i < answers.length; i++) {
        weight *= likelihood(IndependentSequences.answer(family, latent, inputs[i]), answers[i]);
      }
      if (knowsQuery.test(latent)) {
        truth[IndependentSequences.answer(family, latent, query)] += weight;
      } else {
        for (int z = 0; z < p; z++) {
          truth[z] += weight / p;
        }
      }
    }
    return drawn(truth);
  }

  /** Every value z of the query is a hypothesis about each example that is c times the query. */
  private double[] ratio(int[][] inputs, int[] answers, int[] query) {
    int p = family.form().outputs();
    if (Arrays.stream(query).allMatch(x -> x == 0)) {
      return drawn(vector(z -> z == 0 ? 1 : 0));
    }
    double[] truth = new double[p];
    Arrays.fill(truth, 1);
    for (int i = 0; i < answers.length; i++) {
      for (int c = 1; c < p; c++) {
        int factor = c;
        if (Arrays.equals(
            inputs[i], Arrays.stream(query).map(x -> factor * x % p).toArray())) {
          for (int z = 0; z < p; z++) {
            truth[z] *= likelihood(c * z % p, answers[i]);
          }
        }
      }
    }
    return drawn(truth);
  }

  private static double frequency(int z, int[] answers) {
    return (double) Arrays.stream(answers).filter(answer -> answer == z).count() / answers.length;
  }

  private double[] uniform() {
    return vector(z -> 1.0 / family.form().outputs());
  }

  private double[] vector(IntToDoubleFunction value) {
    return IntStream.range(0, family.form().outputs()).mapToDouble(value).toArray();
  }

  private double likelihood(int truth, int seen) {
    return (truth == seen ? 1 - noise : 0) + noise / family.form().outputs();
  }

  private double[] drawn(double[] truth) {
    double sum = Arrays.stream(truth).sum();
    return sum > 0
        ? vector(z -> (1 - noise) * truth[z] / sum + noise / family.form().outputs())
        : uniform();
  }

  private int number(int[] input) {
    int number = 0;
    int place = 1;
    for (int coordinate : input) {
      number += place * coordinate;
      place *= family.form().outputs();
    }
    return number;
  }
}
