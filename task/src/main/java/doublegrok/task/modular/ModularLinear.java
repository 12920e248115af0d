package doublegrok.task.modular;

import static doublegrok.task.modular.ModularSets.FORMERLY_ID_TEST;
import static doublegrok.task.modular.ModularSets.FORMERLY_ID_TRAIN;
import static doublegrok.task.modular.ModularSets.ID_TEST;
import static doublegrok.task.modular.ModularSets.ID_TRAIN;
import static doublegrok.task.modular.ModularSets.OOD_TEST;
import static doublegrok.task.modular.ModularSets.OOD_TRAIN;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Objective;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TaskClasses;
import doublegrok.task.TaskSelection;
import doublegrok.task.TokenOrder;
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import doublegrok.task.random.Urn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * In-context linear functions mod p (He et al. 2024, arXiv 2406.02550): z = a.x mod p, an example
 * is the tokens x1 .. xv z. Latents and inputs are vectors of Z_p^v, numbered v1 + p v2 + p^2 v3.
 * All tasks share one split of the inputs.
 *
 * @param modulus p, a prime from 3 to 251
 * @param variables v, from 1 to 3
 */
public record ModularLinear(int modulus, int variables) implements ModularFamily {
  private static final Key<Integer> VARIABLES = Key.integer(
          "variables", "from 1 to 3", List.of(1, 2, 3))
      .or(2)
      .about("Number of inputs of an example, each with its coefficient.");

  /** The kind in run specs. */
  public static final FamilyKind KIND = new FamilyKind(
      "modular-linear",
      List.of(Modulus.KEY, VARIABLES),
      ModularKeys.ALL,
      MEANS,
      values -> new ModularLinear(values.get(Modulus.KEY), values.get(VARIABLES)));

  public ModularLinear {
    Modulus.require(modulus);
    if (variables < 1 || variables > 3) {
      throw new IllegalArgumentException("task.variables must be from 1 to 3, was " + variables);
    }
  }

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public Values values() {
    return Values.none().with(Modulus.KEY, modulus).with(VARIABLES, variables);
  }

  @Override
  public List<Key<?>> distributionKeys() {
    return ModularKeys.of(latents());
  }

  @Override
  public SequenceForm form() {
    return new SequenceForm.Tokens(modulus);
  }

  @Override
  public Objective objective() {
    return Objective.CROSS_ENTROPY;
  }

  /** Number of latent tasks; latents are enumerated 0 .. latents - 1. */
  public int latents() {
    return inputs();
  }

  /** Number of inputs, p^v; inputs are enumerated 0 .. inputs - 1. */
  public int inputs() {
    int inputs = 1;
    for (int variable = 0; variable < variables; variable++) {
      inputs *= modulus;
    }
    return inputs;
  }

  /** The answer a.x mod p of latent a to input x. */
  public int answer(int latent, int input) {
    int sum = 0;
    int weights = latent;
    int rest = input;
    for (int variable = 0; variable < variables; variable++) {
      sum += weights % modulus * (rest % modulus);
      weights /= modulus;
      rest /= modulus;
    }
    return sum % modulus;
  }

  /** Which inputs every task is trained on. */
  public InputSplit inputSplit(double inputFraction, long seed) {
    CounterRandom random = new CounterRandom(seed, RandomStream.INPUT_SPLIT, 0);
    return new InputSplit(inputs(), inputFraction, random);
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    return examples().layout(distribution.shots());
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    String latents = modulus + "^" + variables + " = " + latents();
    DistributionRules rules =
        new DistributionRules(distribution).common(latents(), latents, inputs());
    rules.check(
        variables >= 2 || !(distribution.get(ModularKeys.COLLINEAR) > 0),
        "collinear",
        "0 with one variable, where all inputs lie on one line",
        distribution.get(ModularKeys.COLLINEAR),
        "set it to 0 or raise task.variables");
    rules.check(
        distribution.get(ModularKeys.SELECTION) != Selection.SPACED,
        "selection",
        "random or rectangles in modular-linear, whose latents lie on no circle",
        "spaced",
        "choose random");
    if (distribution.get(ModularKeys.SELECTION) == Selection.RECTANGLES) {
      Rectangles.check(rules, distribution, modulus, variables);
    }
    return rules.violations();
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    Violation.requireNone(this, distribution);
    int[] tasks = tasks(distribution, seed);
    InputSplit split = inputSplit(distribution.get(ModularKeys.INPUT_FRACTION), seed);
    LongFunction<InputDraw> inputs = inputsOfBatch(distribution, split, tasks.length);
    double collinear = distribution.get(ModularKeys.COLLINEAR);
    if (collinear > 0) {
      List<Urn> lines =
          CollinearInputs.lines(modulus, inputs(), distribution.shots(), split::isTrain);
      inputs = CollinearInputs.curriculum(inputs, lines, collinear, seed);
    }
    return new BatchSampler(examples(), distribution, tasks, inputs, seed);
  }

  private static LongFunction<InputDraw> inputsOfBatch(
      Distribution distribution, InputSplit split, int tasks) {
    int shots = distribution.shots();
    if (distribution.get(ModularKeys.BALANCED)) {
      Urn urn = new Urn(split.train(), shots);
      return batch -> new SharedInputs(urn, shots, tasks);
    }
    InputDraw draw = InputDraw.from(split.train(), shots);
    return batch -> draw;
  }

  /** Train and held-out inputs are those of the current split, also for tasks trained formerly. */
  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    TaskClasses classes = classes(history, seed);
    InputSplit split = inputSplit(current.get(ModularKeys.INPUT_FRACTION), seed);
    int shots = current.shots();
    SequenceLayout layout = layout(current);
    List<EvaluationCover> covers = new ArrayList<>();
    InputDraw train = InputDraw.from(split.train(), shots);
    covers.add(new EvaluationCover(ID_TRAIN, classes.now(), layout, train));
    covers.add(new EvaluationCover(OOD_TRAIN, classes.never(), layout, train));
    covers.add(new EvaluationCover(FORMERLY_ID_TRAIN, classes.formerly(), layout, train));
    if (split.heldOut().length > 0) {
      InputDraw heldOut = InputDraw.from(split.heldOut(), shots);
      covers.add(new EvaluationCover(ID_TEST, classes.now(), layout, heldOut));
      covers.add(new EvaluationCover(OOD_TEST, classes.never(), layout, heldOut));
      covers.add(new EvaluationCover(FORMERLY_ID_TEST, classes.formerly(), layout, heldOut));
    }
    return new CoveringSampler(examples(), shots, covers, seed);
  }

  /**
   * All references. With one variable all inputs lie on one line, where ratio is exact and is left
   * out. So is exact under label noise with more than 2^16 latents, all of which it has to weigh.
   */
  @Override
  public Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    InputSplit split = inputSplit(current.get(ModularKeys.INPUT_FRACTION), seed);
    LabelNoise noise = new LabelNoise(current.labelNoise(), modulus);
    Map<Reference, ReferencePredictor> predictors = TaskReferences.of(
        AffineTasks.linear(modulus, variables, tasks(current, seed)),
        (latent, input) -> split.isTrain(input),
        noise);
    if (noise.isAbsent()) {
      predictors.put(ModularReferences.EXACT, new LinearSystem(modulus, variables));
    } else if (latents() <= TaskReferences.MOST_WEIGHTED) {
      int[] all = TaskSelection.firstNumbers(latents());
      AffineTasks tasks = AffineTasks.linear(modulus, variables, all);
      predictors.put(
          ModularReferences.EXACT, TaskReferences.posterior(tasks, KnownAnswers.ALL, noise));
    }
    if (variables > 1) {
      predictors.put(ModularReferences.RATIO, new LineRatio(modulus, noise));
    }
    return Optional.of(new ReferenceWalk(examples(), predictors));
  }

  /** With one variable there is one grid of all tasks, which share the split. */
  @Override
  public List<QueryGrid> queryGrids(List<Distribution> history, long seed, int shots) {
    Distribution current = Violation.requireNone(this, history);
    QueryGrids grids = new QueryGrids(examples(), shots, seed);
    int[] train = inputSplit(current.get(ModularKeys.INPUT_FRACTION), seed).train();
    if (variables == 1) {
      return List.of(grids.tasks(latent -> train));
    }
    TaskClasses classes = classes(history, seed);
    List<QueryGrid> planes = new ArrayList<>();
    planes.add(grids.plane("id", classes.now()[0], train));
    if (classes.never().length > 0) {
      planes.add(grids.plane("ood", classes.never()[0], train));
    }
    return List.copyOf(planes);
  }

  @Override
  public List<ImpostorProbe> impostorProbes(List<Distribution> history, long seed, int perShot) {
    Distribution current = Violation.requireNone(this, history);
    ImpostorProbes.requireSequences(perShot);
    if (variables == 1) {
      return List.of();
    }
    InputSplit split = inputSplit(current.get(ModularKeys.INPUT_FRACTION), seed);
    return new ImpostorProbes(this, examples(), classes(history, seed), split, seed)
        .probes(current.shots(), perShot);
  }

  /** Of several coordinates examples vote; of two the heads may compute the ratio. */
  @Override
  public List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    List<FamilyProbe> probes = new ArrayList<>(ModularFamily.super.probes(history, seed, means));
    probes.addAll(TaskReferences.votes(this, history, seed));
    if (variables == 2) {
      probes.add(new RatioHeadsProbe(modulus));
    }
    return List.copyOf(probes);
  }

  /** The weights of a latent are its digits, that of x first. */
  @Override
  public String latentName(int latent) {
    return variables == 2
        ? "z = %d x + %d y mod %d".formatted(latent % modulus, latent / modulus, modulus)
        : ModularFamily.super.latentName(latent);
  }

  /** What multiplies may represent the tokens by their logarithms. */
  @Override
  public List<TokenOrder> tokenOrders() {
    return List.of(DiscreteLogarithm.order(modulus), TokenOrder.byNumber(modulus));
  }

  private TaskClasses classes(List<Distribution> history, long seed) {
    List<int[]> trained = history.stream().map(version -> tasks(version, seed)).toList();
    return new TaskClasses(latents(), trained, seed);
  }

  /** The tasks that are trained. */
  int[] tasks(Distribution distribution, long seed) {
    return distribution.get(ModularKeys.SELECTION) == Selection.RECTANGLES
        ? Rectangles.select(
            modulus, distribution.tasks(), TaskSelection.numbers(distribution, seed))
        : TaskSelection.random(latents(), distribution, seed);
  }

  private Examples examples() {
    return new Examples(modulus, variables, this::answer);
  }
}
