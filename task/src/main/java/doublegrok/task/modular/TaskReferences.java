package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Reference;
import doublegrok.task.TaskSelection;
import doublegrok.task.vote.VotesProbe;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The references that every family has: those that need no more than a list of tasks. */
final class TaskReferences {
  /** Most tasks that are weighed one by one. */
  static final int MOST_WEIGHTED = 1 << 16;

  private TaskReferences() {}

  /** Switchboard, table, copy and uniform, for the tasks trained now. */
  static Map<Reference, ReferencePredictor> of(
      AffineTasks trained, KnownAnswers trainedOn, LabelNoise noise) {
    int modulus = trained.modulus();
    Map<Reference, ReferencePredictor> predictors = new HashMap<>();
    predictors.put(ModularReferences.SWITCHBOARD, posterior(trained, KnownAnswers.ALL, noise));
    predictors.put(ModularReferences.TABLE, posterior(trained, trainedOn, noise));
    predictors.put(ModularReferences.COPY, new ContextCounts(modulus));
    predictors.put(
        ModularReferences.UNIFORM,
        (input, into, offset) -> Arrays.fill(into, offset, offset + modulus, 1.0 / modulus));
    return predictors;
  }

  /** The posterior over these tasks, all alike before the first example. */
  static ReferencePredictor posterior(AffineTasks tasks, KnownAnswers known, LabelNoise noise) {
    return noise.isAbsent()
        ? new ConsistentTasks(tasks, known)
        : new WeightedTasks(tasks, known, noise);
  }

  /**
   * The probe that asks how these tasks are weighed; none of a family that has one variable, where
   * every example lies on the query's line, or more tasks than can be weighed.
   */
  static List<FamilyProbe> votes(ModularLinear family, List<Distribution> history, long seed) {
    if (family.variables() == 1 || family.latents() > MOST_WEIGHTED) {
      return List.of();
    }
    Distribution current = history.get(history.size() - 1);
    int[] all = TaskSelection.firstNumbers(family.latents());
    return VotesProbe.of(
        family.variables(),
        true,
        AffineTasks.linear(family.modulus(), family.variables(), all).voting(),
        AffineTasks.linear(family.modulus(), family.variables(), family.tasks(current, seed))
            .voting(),
        family.evaluationSampler(history, seed),
        current.shots(),
        seed);
  }

  /** The same of shifts, where every example votes for one task. */
  static List<FamilyProbe> votes(ModularShift family, List<Distribution> history, long seed) {
    Distribution current = history.get(history.size() - 1);
    int[] all = TaskSelection.firstNumbers(family.latents());
    return VotesProbe.of(
        1,
        false,
        AffineTasks.shifts(family.modulus(), all).voting(),
        AffineTasks.shifts(family.modulus(), family.tasks(current, seed)).voting(),
        family.evaluationSampler(history, seed),
        current.shots(),
        seed);
  }
}
