package doublegrok.task.modular;

import doublegrok.task.vote.VotingTasks;
import java.util.Arrays;

/**
 * Some latent tasks of a family, each as the function of an input's coordinates that it is: z = w.x
 * + c mod p.
 */
final class AffineTasks {
  private final int modulus;
  private final int[] latents;
  private final int[][] weights; // w, [variables, tasks]
  private final int[] constants; // c, [tasks]

  private AffineTasks(int modulus, int[] latents, int[][] weights, int[] constants) {
    this.modulus = modulus;
    this.latents = latents;
    this.weights = weights;
    this.constants = constants;
  }

  /** Latents that number the vectors w, lowest coordinate first; c is 0. */
  static AffineTasks linear(int modulus, int variables, int[] latents) {
    int[][] weights = new int[variables][latents.length];
    for (int place = 0; place < latents.length; place++) {
      int rest = latents[place];
      for (int[] ofVariable : weights) {
        ofVariable[place] = rest % modulus;
        rest /= modulus;
      }
    }
    return new AffineTasks(modulus, latents.clone(), weights, new int[latents.length]);
  }

  /** Latents that are c; w is 1. */
  static AffineTasks shifts(int modulus, int[] latents) {
    int[] ones = new int[latents.length];
    Arrays.fill(ones, 1);
    return new AffineTasks(modulus, latents.clone(), new int[][] {ones}, latents.clone());
  }

  int modulus() {
    return modulus;
  }

  /** Number of tasks; they have the places 0 .. count - 1. */
  int count() {
    return latents.length;
  }

  /** The latent at this place. */
  int latent(int place) {
    return latents[place];
  }

  /** The answer of the task at this place. */
  int answer(int place, int[] input) {
    int sum = constants[place];
    for (int variable = 0; variable < weights.length; variable++) {
      sum += weights[variable][place] * input[variable];
    }
    return sum % modulus;
  }

  /** The answers of all tasks, [tasks]. */
  void answers(int[] input, int[] into) {
    System.arraycopy(constants, 0, into, 0, into.length);
    for (int variable = 0; variable < weights.length; variable++) {
      int[] ofVariable = weights[variable];
      int coordinate = input[variable];
      for (int place = 0; place < into.length; place++) {
        into[place] += ofVariable[place] * coordinate;
      }
    }
    for (int place = 0; place < into.length; place++) {
      into[place] %= modulus;
    }
  }

  /** The tasks, for which examples vote. */
  VotingTasks voting() {
    return new VotingTasks(modulus, count(), this::answers);
  }
}
