package doublegrok.task.modular;

import doublegrok.task.SequenceLayout;
import doublegrok.task.TaskClasses;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes impostor probes of linear functions. Tasks t and s agree on the lines whose direction d has
 * (t - s).d = 0 mod p; there is one in the plane, and there are p + 1 in space.
 */
final class ImpostorProbes {
  private final ModularLinear family;
  private final Examples examples;
  private final int[] now;
  private final int[] never;
  private final InputSplit split;
  private final int[] train;
  private final int[] heldOut;
  private final long seed;

  /**
   * Probes of a family with at least two variables.
   *
   * @param classes tasks that are trained now, and tasks that never were
   * @param split the current one
   */
  ImpostorProbes(
      ModularLinear family, Examples examples, TaskClasses classes, InputSplit split, long seed) {
    this.family = family;
    this.examples = examples;
    this.now = classes.now();
    this.never = classes.never();
    this.split = split;
    this.train = split.train();
    this.heldOut = split.heldOut();
    this.seed = seed;
  }

  /** The rule of the number of sequences of a probe. */
  static void requireSequences(int perShot) {
    if (perShot < 1) {
      throw new IllegalArgumentException(
          "sequences per shot must be at least 1, was " + perShot + ": ask for one or more");
    }
  }

  /** One probe for each shot of training sequences but the first; none without a task for it. */
  List<ImpostorProbe> probes(int shots, int perShot) {
    List<ImpostorProbe> probes = new ArrayList<>();
    if (now.length > 0 && never.length > 0) {
      for (int shot = 1; shot < shots; shot++) {
        probes.add(probe(shot, perShot));
      }
    }
    return List.copyOf(probes);
  }

  private ImpostorProbe probe(int shot, int perShot) {
    SequenceLayout layout = examples.lastAnswerLayout(shot + 1);
    byte[] tokens = new byte[Math.multiplyExact(perShot, layout.length())];
    int[] latents = new int[perShot];
    int[] impostors = new int[perShot];
    int[] impostorAnswers = new int[perShot];
    int[] inputs = new int[shot + 1];
    for (int row = 0; row < perShot; row++) {
      long index = (long) shot << Integer.SIZE | row;
      CounterRandom random = new CounterRandom(seed, RandomStream.IMPOSTOR_PROBES, index);
      latents[row] = never[row % never.length];
      impostors[row] = now[random.below(now.length)];
      drawLine(agreement(latents[row], impostors[row], random), inputs, shot, random);
      inputs[shot] = query(latents[row], impostors[row], random);
      impostorAnswers[row] = family.answer(impostors[row], inputs[shot]);
      examples.write(latents[row], inputs, tokens, row * layout.length());
    }
    TokenSequences sequences = new TokenSequences(layout, perShot, tokens, latents);
    return new ImpostorProbe(shot, sequences, impostors, impostorAnswers);
  }

  /** A uniform direction in which the tasks agree; about one draw in p is one. */
  private int agreement(int latent, int impostor, CounterRandom random) {
    int direction;
    do {
      direction = 1 + random.below(family.inputs() - 1);
    } while (family.answer(latent, direction) != family.answer(impostor, direction));
    return direction;
  }

  /**
   * Nonzero inputs on the line, each of which tells the answers to all others: those trained on as
   * long as they last, then those held out, then all of them again.
   */
  private void drawLine(int direction, int[] inputs, int shots, CounterRandom random) {
    int modulus = family.modulus();
    int[] line = IntStream.range(1, modulus)
        .map(factor -> CollinearInputs.multiple(factor, direction, modulus))
        .toArray();
    int[] known = IntStream.of(line).filter(split::isTrain).toArray();
    int[] unknown = IntStream.of(line).filter(input -> !split.isTrain(input)).toArray();
    for (int from = 0; from < shots; from += line.length) {
      random.shuffle(known);
      random.shuffle(unknown);
      System.arraycopy(known, 0, line, 0, known.length);
      System.arraycopy(unknown, 0, line, known.length, unknown.length);
      System.arraycopy(line, 0, inputs, from, Math.min(line.length, shots - from));
    }
  }

  /** An input to which the tasks give two answers; one trained on if there is any. */
  private int query(int latent, int impostor, CounterRandom random) {
    for (int[] inputs : List.of(train, heldOut)) {
      int first = random.below(Math.max(1, inputs.length));
      for (int i = 0; i < inputs.length; i++) {
        int input = inputs[(first + i) % inputs.length];
        if (family.answer(latent, input) != family.answer(impostor, input)) {
          return input;
        }
      }
    }
    throw new IllegalStateException(
        "tasks " + latent + " and " + impostor + " answer all inputs alike");
  }
}
