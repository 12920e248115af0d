package doublegrok.task.language;

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
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Optional;

/**
 * Small languages: each sequence is sentences of one language, an opener and a closer of the class
 * that matches, and nothing marks which word is what. A latent task is a language.
 *
 * @param values of the keys below {@code task}
 */
public record Languages(Values values) implements Family {
  /** The kind in run specs. */
  public static final FamilyKind KIND =
      new FamilyKind("languages", LanguageKeys.TASK, LanguageKeys.DISTRIBUTION, Languages::new);

  private static final int QUESTIONED = 256;

  public Languages {
    LanguageSize.of(values);
  }

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public SequenceForm form() {
    return size().form();
  }

  @Override
  public Objective objective() {
    return Objective.CROSS_ENTROPY;
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    return size().trainingLayout(distribution.shots());
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    int most = size().trainable();
    if (distribution.tasks() <= most) {
      return List.of();
    }
    String key = "distribution." + Distribution.TASKS.name();
    return List.of(new Violation(
        key,
        key + " must be 1.." + most + ", the languages of the four fifths of dictionaries that may"
            + " be trained, was " + distribution.tasks() + ": ask for fewer or for more words"));
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    Violation.requireNone(this, distribution);
    LanguageTable table = table();
    SequenceLayout layout = layout(distribution);
    return DrawnTraining.of(
        trained(distribution, seed), latents -> new LanguageSampler(table, layout, latents), seed);
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    return LanguageClasses.SETS;
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    return new LanguageEvaluation(table(), current.shots(), classes(history, seed), seed);
  }

  @Override
  public List<Reference> references() {
    return LanguageReferences.all();
  }

  @Override
  public Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    return Optional.of(new LanguageWalk(table(), trained(current, seed)));
  }

  /** Whom a model goes with where solvers disagree, and whether it searches. */
  @Override
  public List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    Distribution current = Violation.requireNone(this, history);
    if (current.shots() < 2) {
      return List.of();
    }
    LanguageTable table = table();
    LanguageEvaluation sampler =
        new LanguageEvaluation(table, current.shots(), classes(history, seed), seed);
    LanguageWalk references = new LanguageWalk(table, trained(current, seed));
    return List.of(
        new QuestionsProbe(DisputedContexts.of(sampler.neverTrained(QUESTIONED), references)),
        new SearchProbe(table, sampler));
  }

  @Override
  public String latentName(int latent) {
    return table().name(latent);
  }

  private LanguageSize size() {
    return LanguageSize.of(values);
  }

  private LanguageTable table() {
    return new LanguageTable(size());
  }

  private LanguageClasses classes(List<Distribution> history, long seed) {
    List<int[]> versions = history.stream().map(each -> trained(each, seed)).toList();
    return new LanguageClasses(size(), versions, seed);
  }

  private int[] trained(Distribution distribution, long seed) {
    return LanguageSelection.trained(size(), distribution, seed);
  }
}
