package doublegrok.task.markov;

import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.SequenceLayout;
import doublegrok.task.SequenceWriter;
import doublegrok.task.Sequences;
import doublegrok.task.TaskClasses;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.List;

/** Evaluation sequences, each a function of seed, process and round. */
final class MarkovEvaluation implements EvaluationSampler {
  /** Processes that are trained. */
  static final EvaluationSet ID = new EvaluationSet("id-test", Tasks.NOW, Inputs.ANY, 1);

  /** Processes that are never trained. */
  static final EvaluationSet OOD = new EvaluationSet("ood", Tasks.NEVER, Inputs.ANY, 2);

  /** Processes that were trained before a swap. */
  static final EvaluationSet FORMERLY_ID =
      new EvaluationSet("formerly-id-test", Tasks.FORMERLY, Inputs.ANY, 6);

  /** All that there can be, in the order in which they are shown. */
  static final List<EvaluationSet> SETS = List.of(ID, OOD, FORMERLY_ID);

  private final MarkovShape shape;
  private final SequenceLayout layout;
  private final TaskClasses classes;
  private final long seed;

  MarkovEvaluation(MarkovShape shape, SequenceLayout layout, TaskClasses classes, long seed) {
    this.shape = shape;
    this.layout = layout;
    this.classes = classes;
    this.seed = seed;
  }

  @Override
  public List<EvaluationSet> sets() {
    return SETS.stream().filter(set -> processes(set).length > 0).toList();
  }

  @Override
  public Sequences sequences(EvaluationSet set, int sequences) {
    requireAsked(set, sequences);
    return SequenceWriter.covering(
        processes(set),
        sequences,
        latents -> new MarkovSampler(shape, layout, latents),
        index -> new CounterRandom(seed, RandomStream.EVALUATION_ANY, index));
  }

  private int[] processes(EvaluationSet set) {
    return switch (set.tasks()) {
      case NOW -> classes.now();
      case FORMERLY -> classes.formerly();
      case NEVER -> classes.never();
    };
  }
}
