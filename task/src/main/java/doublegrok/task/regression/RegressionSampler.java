package doublegrok.task.regression;

import doublegrok.task.RealSequences;
import doublegrok.task.SequenceLayout;
import doublegrok.task.SequenceWriter;
import doublegrok.task.random.CounterRandom;

/** Writer of a block of sequences, one after the other. */
final class RegressionSampler implements SequenceWriter {
  private final RegressionShape shape;
  private final SequenceLayout layout;
  private final Conditions conditions;
  private final double[] deviations;
  private final LatentTasks tasks;
  private final int examples;
  private final int[] latents;
  private final float[] inputs;
  private final float[] targets;

  /**
   * A block to write.
   *
   * @param conditions of the inputs and the noise
   * @param tasks what numbers of tasks mean
   * @param layout of the sequences
   * @param latents the task of each
   */
  RegressionSampler(
      RegressionShape shape,
      Conditions conditions,
      LatentTasks tasks,
      SequenceLayout layout,
      int[] latents) {
    this.shape = shape;
    this.layout = layout;
    this.conditions = conditions;
    this.deviations = Conditions.roots(conditions.inputs());
    this.tasks = tasks;
    this.examples = shape.rows().examples(layout.length());
    this.latents = latents;
    this.inputs = new float[Math.multiplyExact(latents.length, shape.inputs(examples))];
    this.targets = new float[latents.length * layout.answerPositions().size()];
  }

  /**
   * Writes one sequence. However much noise there is, inputs are the same, and more examples begin
   * with fewer.
   */
  @Override
  public void write(int row, CounterRandom numbers) {
    double[] weights = tasks.weights(latents[row]);
    int counted = layout.answerPositions().size();
    int width = shape.dimension() + 1;
    double[] normal = new double[shape.dimension()];
    for (int example = 0; example <= examples; example++) {
      for (int i = 0; i < normal.length; i++) {
        normal[i] = numbers.nextGaussian();
      }
      double[] input = conditions.axes().stretched(normal, deviations);
      int at = row * shape.inputs(examples) + shape.rows().input(example) * width;
      double answer = 0;
      for (int i = 0; i < input.length; i++) {
        inputs[at + i] = (float) input[i];
        answer += weights[i] * inputs[at + i];
      }
      if (example >= layout.firstShot()) {
        targets[row * counted + example - layout.firstShot()] = (float) answer;
      }
      if (example < examples) {
        int shown = row * shape.inputs(examples) + shape.rows().answer(example) * width;
        inputs[shown + width - 1] = (float) (answer + conditions.noise() * numbers.nextGaussian());
      }
    }
  }

  @Override
  public RealSequences block() {
    return new RealSequences(layout, latents.length, inputs, targets, latents);
  }
}
