package doublegrok.evaluator.work;

import doublegrok.evaluator.work.EvaluationContexts.EvaluatedSet;
import doublegrok.explain.Masses;
import doublegrok.explain.Products;
import doublegrok.explain.effect.Answers;
import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A model's answers to all questions of a set, one by one, and its predictions by groups. */
final class RecordedSet {
  private final Sequences sequences;
  private final int answers;
  private final boolean[] right;
  private final double[] losses;
  private final List<Masses> masses; // of each group of sequences; empty without a table
  private final List<Products> products; // the same of reals

  /**
   * Asks the model.
   *
   * @param groups into which the sequences are dealt out
   */
  RecordedSet(EvaluatedSet asked, int groups, AskedProgram model) {
    sequences = asked.sequences();
    answers = sequences.layout().answerPositions().size();
    losses = new double[sequences.count() * answers];
    right = new boolean[sequences instanceof TokenSequences ? losses.length : 0];
    masses = asked.table().stream()
        .flatMap(table -> Stream.generate(() -> new Masses(table)).limit(groups))
        .toList();
    products = asked.reals().stream()
        .flatMap(table -> Stream.generate(() -> new Products(table)).limit(groups))
        .toList();
    int[] done = {0};
    model.ask(sequences, (block, outputs) -> {
      if (block instanceof TokenSequences tokens) {
        add(tokens, done[0], outputs);
      } else {
        add((RealSequences) block, done[0], outputs);
      }
      done[0] += block.count();
    });
  }

  Answers answers() {
    return new Answers(answers, right, losses);
  }

  /**
   * What the model puts on the references' classes.
   *
   * @param without group that is left out; none if it is negative
   */
  Masses masses(int without) {
    return Masses.together(but(masses, without));
  }

  /** The same of a model of reals. */
  Products products(int without) {
    return Products.together(but(products, without));
  }

  private static <T> List<T> but(List<T> parts, int without) {
    return IntStream.range(0, parts.size())
        .filter(part -> part != without)
        .mapToObj(parts::get)
        .toList();
  }

  private void add(TokenSequences block, int first, float[] logits) {
    double[] probabilities = new double[logits.length / (block.count() * answers)];
    for (int row = 0; row < block.count() * answers; row++) {
      int sequence = first + row / answers;
      int answer = row % answers;
      int truth =
          block.token(row / answers, sequences.layout().answerPositions().get(answer));
      int from = row * probabilities.length;
      int best = Softmax.into(probabilities, logits, from);
      int at = sequence * answers + answer;
      right[at] = best == truth && !Double.isNaN(probabilities[truth]);
      losses[at] = Softmax.loss(logits, from, best, truth, probabilities[best]);
      if (!masses.isEmpty()) {
        masses.get(sequence % masses.size()).add(answer, sequence, probabilities, 0);
      }
    }
  }

  private void add(RealSequences block, int first, float[] outputs) {
    int width = sequences.layout().form().outputs();
    for (int row = 0; row < block.count() * answers; row++) {
      int sequence = first + row / answers;
      for (int i = row * width; i < (row + 1) * width; i++) {
        double error = (double) outputs[i] - block.targets()[i];
        losses[first * answers + row] += error * error / width;
      }
      if (!products.isEmpty()) {
        products.get(sequence % products.size()).add(row % answers, sequence, outputs, row * width);
      }
    }
  }
}
