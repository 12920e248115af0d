package doublegrok.local.family;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.Objective;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TaskClasses;
import doublegrok.task.TaskSelection;
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * In-context slopes: y = w x. A position shows x and the y before it, and the model says y. Latent
 * i of n has the slope (2 i + 1) / n - 1.
 *
 * @param values of the keys below {@code task}
 */
public record ToyFamily(Values values) implements Family {
  static final Key<Integer> SLOPES = Key.integer("slopes", 2, 1000).or(16);
  static final Key<Double> NOISE = Key.decimal("noise", Interval.ZERO_TO_ONE).or(0.0);
  static final EvaluationSet ID = new EvaluationSet("id-test", Tasks.NOW, Inputs.ANY, 1);
  static final EvaluationSet OOD = new EvaluationSet("ood", Tasks.NEVER, Inputs.ANY, 2);
  static final EvaluationSet FAR = new EvaluationSet(
      "id-far", Tasks.NOW, Inputs.ANY, Optional.of(new Shift("input scale", "x2")), 3);

  /** The kind in run specs. */
  public static final FamilyKind KIND = new FamilyKind(
      "slopes",
      List.of(SLOPES),
      List.of(Distribution.TASKS, Distribution.TASK_DRAW, Distribution.SHOTS, NOISE),
      ToyFamily::new);

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public SequenceForm form() {
    return new SequenceForm.Reals(2, 1);
  }

  @Override
  public Objective objective() {
    return Objective.SQUARED_ERROR;
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    int shots = distribution.shots();
    return new SequenceLayout(form(), shots, IntStream.range(0, shots).boxed().toList(), 0);
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    int slopes = values.get(SLOPES);
    return distribution.tasks() <= slopes
        ? List.of()
        : List.of(new Violation(
            "distribution.tasks",
            "distribution.tasks must be 1..%d, the slopes there are, was %d: raise task.slopes"
                .formatted(slopes, distribution.tasks())));
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    int[] tasks = TaskSelection.random(values.get(SLOPES), distribution, seed);
    return new TrainingSampler() {
      @Override
      public Sequences batch(long index, int sequences) {
        CounterRandom draw = new CounterRandom(seed, RandomStream.TRAINING_TASKS, index);
        int[] latents = IntStream.range(0, sequences)
            .map(row -> tasks[draw.below(tasks.length)])
            .toArray();
        CounterRandom numbers = new CounterRandom(seed, RandomStream.TRAINING_INPUTS, index);
        return drawn(latents, distribution, 1, distribution.get(NOISE), numbers);
      }

      @Override
      public int[] inDistribution() {
        return tasks.clone();
      }
    };
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    return List.of(ID, OOD, FAR);
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    int slopes = values.get(SLOPES);
    List<int[]> trained = history.stream()
        .map(version -> TaskSelection.random(slopes, version, seed))
        .toList();
    TaskClasses classes = new TaskClasses(slopes, trained, seed);
    Distribution current = history.get(history.size() - 1);
    return new EvaluationSampler() {
      @Override
      public List<EvaluationSet> sets() {
        return classes.never().length > 0 ? evaluationSets() : List.of(ID, FAR);
      }

      @Override
      public Sequences sequences(EvaluationSet set, int sequences) {
        int[] tasks = set.tasks() == Tasks.NOW ? classes.now() : classes.never();
        int[] latents =
            IntStream.range(0, sequences).map(row -> tasks[row % tasks.length]).toArray();
        CounterRandom numbers = new CounterRandom(seed, RandomStream.EVALUATION_ANY, 0);
        return drawn(latents, current, set.shift().isPresent() ? 2 : 1, 0, numbers);
      }
    };
  }

  private RealSequences drawn(
      int[] latents, Distribution version, double scale, double noise, CounterRandom numbers) {
    int shots = version.shots();
    float[] inputs = new float[latents.length * shots * 2];
    float[] targets = new float[latents.length * shots];
    for (int row = 0; row < latents.length; row++) {
      double slope = (2.0 * latents[row] + 1) / values.get(SLOPES) - 1;
      for (int place = row * shots; place < (row + 1) * shots; place++) {
        double x = scale * numbers.nextGaussian();
        inputs[2 * place] = (float) x;
        inputs[2 * place + 1] = place == row * shots ? 0 : targets[place - 1];
        targets[place] = (float) (slope * x + noise * numbers.nextGaussian());
      }
    }
    return new RealSequences(layout(version), latents.length, inputs, targets, latents);
  }
}
