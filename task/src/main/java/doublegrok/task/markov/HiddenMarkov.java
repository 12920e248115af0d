package doublegrok.task.markov;

import doublegrok.task.Distribution;
import doublegrok.task.DrawnTraining;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Objective;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TaskClasses;
import doublegrok.task.TaskSelection;
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Optional;

/**
 * Hidden Markov processes (Shai et al. 2024, arXiv 2405.15943): each sequence is what one process
 * shows from its stationary state on, and every symbol is asked from those before it. A latent task
 * is a process.
 *
 * @param values of the keys below {@code task}
 */
public record HiddenMarkov(Values values) implements Family {
  /** The kind in run specs. */
  public static final FamilyKind KIND =
      new FamilyKind("hidden-markov", MarkovKeys.TASK, MarkovKeys.DISTRIBUTION, HiddenMarkov::new);

  private static final int MOST_STATES = 32;

  public HiddenMarkov {
    MarkovShape.of(values);
  }

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public SequenceForm form() {
    return shape().form();
  }

  @Override
  public Objective objective() {
    return Objective.CROSS_ENTROPY;
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    return shape().layout(distribution.get(Distribution.LENGTH));
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    int processes = shape().processes().size();
    if (distribution.tasks() <= processes) {
      return List.of();
    }
    String key = "distribution." + Distribution.TASKS.name();
    return List.of(new Violation(
        key,
        key + " must be 1.." + processes + ", as there are " + processes
            + " processes with their parameters, was " + distribution.tasks()
            + ": ask for fewer or list more of them below task"));
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    Violation.requireNone(this, distribution);
    MarkovShape shape = shape();
    SequenceLayout layout = layout(distribution);
    return DrawnTraining.of(
        trained(distribution, seed), latents -> new MarkovSampler(shape, layout, latents), seed);
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    return MarkovEvaluation.SETS;
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    List<int[]> versions = history.stream().map(each -> trained(each, seed)).toList();
    return new MarkovEvaluation(
        shape(),
        layout(current),
        new TaskClasses(shape().processes().size(), versions, seed),
        seed);
  }

  @Override
  public List<Reference> references() {
    return MarkovReferences.all();
  }

  @Override
  public Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    return Optional.of(
        new MarkovWalk(shape(), trained(current, seed), current.get(Distribution.LENGTH)));
  }

  /** Whether the model holds beliefs, where they have not too many numbers. */
  @Override
  public List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    Distribution current = Violation.requireNone(this, history);
    int symbols = current.get(Distribution.LENGTH) - shape().first() - 1;
    return shape().ensemble().states() > MOST_STATES || symbols < 2
        ? List.of()
        : List.of(new BeliefsProbe(shape(), current.get(Distribution.LENGTH)));
  }

  @Override
  public String latentName(int latent) {
    return shape().processes().get(latent).name();
  }

  private MarkovShape shape() {
    return MarkovShape.of(values);
  }

  private int[] trained(Distribution distribution, long seed) {
    return TaskSelection.random(shape().processes().size(), distribution, seed);
  }
}
