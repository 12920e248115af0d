package doublegrok.task.modular;

import doublegrok.task.Reference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The references that every family has: those that need no more than a list of tasks. */
final class TaskReferences {
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
}
