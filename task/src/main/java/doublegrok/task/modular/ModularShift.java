package doublegrok.task.modular;

import static doublegrok.task.modular.ModularSets.FORMERLY_ID_TEST;
import static doublegrok.task.modular.ModularSets.FORMERLY_ID_TRAIN;
import static doublegrok.task.modular.ModularSets.ID_TEST;
import static doublegrok.task.modular.ModularSets.ID_TRAIN;
import static doublegrok.task.modular.ModularSets.OOD;

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
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import doublegrok.task.random.Urn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In-context shifts mod p: z = x + c mod p, an example is the tokens x z. The latent task is c: a
 * modular addition whose second operand must be read from the context. Every task has a split of
 * the p inputs of its own.
 *
 * @param modulus p, a prime from 3 to 251
 */
public record ModularShift(int modulus) implements ModularFamily {
  /** The kind in run specs. */
  public static final FamilyKind KIND = new FamilyKind(
      "modular-shift",
      List.of(Modulus.KEY),
      ModularKeys.ALL,
      MEANS,
      values -> new ModularShift(values.get(Modulus.KEY)));

  public ModularShift {
    Modulus.require(modulus);
  }

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public Values values() {
    return Values.none().with(Modulus.KEY, modulus);
  }

  @Override
  public List<Key<?>> distributionKeys() {
    return ModularKeys.of(modulus);
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
    return modulus;
  }

  /** The answer x + c mod p of latent c to input x. */
  public int answer(int latent, int input) {
    return (latent + input) % modulus;
  }

  /** Which inputs this task is trained on, when it is. */
  public InputSplit inputSplit(int latent, double inputFraction, long seed) {
    CounterRandom random = new CounterRandom(seed, RandomStream.INPUT_SPLIT, latent);
    return new InputSplit(modulus, inputFraction, random);
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    return examples().layout(distribution.shots());
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    return new DistributionRules(distribution)
        .common(modulus, Integer.toString(modulus), modulus)
        .check(
            distribution.get(ModularKeys.SELECTION) != Selection.RECTANGLES,
            "selection",
            "random or spaced in modular-shift, whose latents have no plane",
            "rectangles",
            "choose random")
        .check(
            !(distribution.get(ModularKeys.COLLINEAR) > 0),
            "collinear",
            "0 in modular-shift, whose inputs have no lines",
            distribution.get(ModularKeys.COLLINEAR),
            "set it to 0 or choose modular-linear")
        .violations();
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    Violation.requireNone(this, distribution);
    double[] fractions = new double[modulus];
    Arrays.fill(fractions, distribution.get(ModularKeys.INPUT_FRACTION));
    InputDraw train = trainInputs(splits(fractions, seed), distribution.shots());
    return new BatchSampler(
        examples(), distribution, tasks(distribution, seed), batch -> train, seed);
  }

  /**
   * A sequence of a test set has a context of train inputs and a held-out query at the end, whose
   * answer alone counts. Tasks trained formerly have the split with which they were last trained.
   */
  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    List<int[]> trained = history.stream().map(version -> tasks(version, seed)).toList();
    TaskClasses classes = new TaskClasses(modulus, trained, seed);
    InputSplit[] splits = splits(lastFractions(history, trained), seed);
    int shots = current.shots();
    SequenceLayout layout = layout(current);
    SequenceLayout lastOnly = examples().lastAnswerLayout(shots);
    InputDraw train = trainInputs(splits, shots);
    InputDraw test = heldOutQueries(splits, shots);
    InputDraw any = InputDraw.from(TaskSelection.firstNumbers(modulus), shots);
    int[] now = classes.now();
    int[] formerly = classes.formerly();
    List<EvaluationCover> covers = List.of(
        new EvaluationCover(ID_TRAIN, now, layout, train),
        new EvaluationCover(ID_TEST, testable(now, splits), lastOnly, test),
        new EvaluationCover(OOD, classes.never(), layout, any),
        new EvaluationCover(FORMERLY_ID_TRAIN, formerly, layout, train),
        new EvaluationCover(FORMERLY_ID_TEST, testable(formerly, splits), lastOnly, test));
    return new CoveringSampler(examples(), shots, covers, seed);
  }

  /** All references but ratio, as one example determines the latent. */
  @Override
  public Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    double[] fractions = new double[modulus];
    Arrays.fill(fractions, current.get(ModularKeys.INPUT_FRACTION));
    InputSplit[] splits = splits(fractions, seed);
    LabelNoise noise = new LabelNoise(current.labelNoise(), modulus);
    Map<Reference, ReferencePredictor> predictors = TaskReferences.of(
        AffineTasks.shifts(modulus, tasks(current, seed)),
        (latent, input) -> splits[latent].isTrain(input),
        noise);
    AffineTasks all = AffineTasks.shifts(modulus, TaskSelection.firstNumbers(modulus));
    predictors.put(ModularReferences.EXACT, TaskReferences.posterior(all, KnownAnswers.ALL, noise));
    return Optional.of(new ReferenceWalk(examples(), predictors));
  }

  /** Contexts hold train inputs of the tasks that have some, now or formerly, else any inputs. */
  @Override
  public List<QueryGrid> queryGrids(List<Distribution> history, long seed, int shots) {
    Violation.requireNone(this, history);
    List<int[]> trained = history.stream().map(version -> tasks(version, seed)).toList();
    InputSplit[] splits = splits(lastFractions(history, trained), seed);
    int[][] inputs = new int[modulus][];
    Arrays.fill(inputs, TaskSelection.firstNumbers(modulus));
    trained.stream()
        .flatMapToInt(Arrays::stream)
        .forEach(task -> inputs[task] = splits[task].train());
    return List.of(new QueryGrids(examples(), shots, seed).tasks(latent -> inputs[latent]));
  }

  /** None: one example tells the task, so that no two agree on a context. */
  @Override
  public List<ImpostorProbe> impostorProbes(List<Distribution> history, long seed, int perShot) {
    Violation.requireNone(this, history);
    ImpostorProbes.requireSequences(perShot);
    return List.of();
  }

  /** Examples vote, each for the one shift that explains it. */
  @Override
  public List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    List<FamilyProbe> probes = new ArrayList<>(ModularFamily.super.probes(history, seed, means));
    probes.addAll(TaskReferences.votes(this, history, seed));
    return List.copyOf(probes);
  }

  private static InputDraw trainInputs(InputSplit[] splits, int shots) {
    Urn[] urns = urns(splits, shots);
    return (latent, inputs, random) -> urns[latent].draw(inputs, 0, shots, random);
  }

  private static InputDraw heldOutQueries(InputSplit[] splits, int shots) {
    Urn[] urns = urns(splits, shots);
    return (latent, inputs, random) -> {
      urns[latent].draw(inputs, 0, shots - 1, random);
      int[] queries = splits[latent].heldOut();
      inputs[shots - 1] = queries[random.below(queries.length)];
    };
  }

  private static Urn[] urns(InputSplit[] splits, int shots) {
    return Arrays.stream(splits).map(split -> new Urn(split.train(), shots)).toArray(Urn[]::new);
  }

  private static int[] testable(int[] tasks, InputSplit[] splits) {
    return Arrays.stream(tasks)
        .filter(task -> splits[task].heldOut().length > 0)
        .toArray();
  }

  /** The input fraction with which each latent was last trained; the last one's if it never was. */
  private double[] lastFractions(List<Distribution> history, List<int[]> trained) {
    double[] fractions = new double[modulus];
    Arrays.fill(fractions, history.get(history.size() - 1).get(ModularKeys.INPUT_FRACTION));
    for (int version = 0; version < history.size(); version++) {
      for (int latent : trained.get(version)) {
        fractions[latent] = history.get(version).get(ModularKeys.INPUT_FRACTION);
      }
    }
    return fractions;
  }

  /** The split of every latent with its fraction. */
  private InputSplit[] splits(double[] fractions, long seed) {
    InputSplit[] splits = new InputSplit[modulus];
    Arrays.setAll(splits, latent -> inputSplit(latent, fractions[latent], seed));
    return splits;
  }

  int[] tasks(Distribution distribution, long seed) {
    return distribution.get(ModularKeys.SELECTION) == Selection.SPACED
        ? TaskSelection.spaced(modulus, distribution, seed)
        : TaskSelection.random(modulus, distribution, seed);
  }

  private Examples examples() {
    return new Examples(modulus, 1, this::answer);
  }
}
