package doublegrok.task.regression;

import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TaskClasses;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Evaluation sequences, whose examples are as noisy as those of training. A sequence is a function
 * of seed, task and round but for its shift: shifted sets are of the same tasks and draws.
 */
final class RegressionEvaluation implements EvaluationSampler {
  private final RegressionShape shape;
  private final Conditions conditions;
  private final int examples;
  private final TaskClasses classes;
  private final long seed;

  /**
   * The sampler of a distribution.
   *
   * @param examples before the last query
   * @param classes of the tasks that may be listed
   */
  RegressionEvaluation(
      RegressionShape shape, Conditions conditions, int examples, TaskClasses classes, long seed) {
    this.shape = shape;
    this.conditions = conditions;
    this.examples = examples;
    this.classes = classes;
    this.seed = seed;
  }

  @Override
  public List<EvaluationSet> sets() {
    return RegressionSets.of(shape).stream().filter(this::isThere).toList();
  }

  private boolean isThere(EvaluationSet set) {
    return switch (set.tasks()) {
      case NOW -> classes.now().length > 0;
      case FORMERLY -> classes.formerly().length > 0;
      case NEVER -> RegressionShift.of(set).map(this::differs).orElse(true);
    };
  }

  private boolean differs(RegressionShift shift) {
    return examples > 0
        || (shift != RegressionShift.CONTEXT_HALF && shift != RegressionShift.CONTEXT_DOUBLE);
  }

  @Override
  public RealSequences sequences(EvaluationSet set, int sequences) {
    requireAsked(set, sequences);
    Optional<RegressionShift> shift = RegressionShift.of(set);
    Conditions asked = shift.map(each -> each.of(conditions)).orElse(conditions);
    LatentTasks tasks = new LatentTasks(asked, seed);
    int[] covered = covered(set);
    int[] latents = IntStream.range(0, sequences)
        .map(row -> covered.length > 0 ? covered[row % covered.length] : LatentTasks.never(row))
        .toArray();
    RegressionSampler sampler = new RegressionSampler(shape, asked, tasks, layout(shift), latents);
    for (int row = 0; row < sequences; row++) {
      long round = covered.length > 0 ? row / covered.length : 0;
      long index = round << Integer.SIZE | latents[row];
      sampler.write(row, new CounterRandom(seed, RandomStream.EVALUATION_ANY, index));
    }
    return sampler.block();
  }

  /** The tasks that a set covers in turn; none if every sequence has its own. */
  private int[] covered(EvaluationSet set) {
    return switch (set.tasks()) {
      case NOW -> classes.now();
      case FORMERLY -> classes.formerly();
      case NEVER -> new int[0];
    };
  }

  /** Where every query counts, a longer context has those that training has not. */
  private SequenceLayout layout(Optional<RegressionShift> shift) {
    int shown = shift.map(each -> each.examples(examples)).orElse(examples);
    return shown > examples && shape.queries() == CountedQueries.EVERY
        ? shape.layout(shown, examples + 1)
        : shape.layout(shown);
  }
}
