package doublegrok.evaluator.probe;

import doublegrok.explain.coefficient.Landscape;
import doublegrok.explain.coefficient.Region;
import doublegrok.explain.coefficient.TemperatureScan;
import doublegrok.explain.coefficient.Tempering;
import doublegrok.model.ModelWeights;
import doublegrok.spec.RunSpec;
import doublegrok.task.finding.Finding;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Local learning coefficients (Lau et al. 2023, arXiv 2308.12108) over temperatures, of the
 * training loss and of every set's, and the temperatures at which the skill in each set is half
 * gone.
 */
final class CoefficientProbe implements Probe {
  static final String NAME = "learning-coefficient";
  private static final int STEPS_MAX = 1_000_000;

  private static final Key<List<Double>> N_BETA = Key.list(
          "n_beta", 1, 100, Rule.decimal(Interval.POSITIVE))
      .or(List.of(3000.0, 1000.0, 300.0, 150.0))
      .about("Inverse temperatures; a chain goes from the greatest to the least.");
  private static final Key<Double> STEP = Key.decimal("step", Interval.ABOVE_ZERO_TO_ONE)
      .or(0.01)
      .about("Step eta of the chain; times the greatest curvature it must be below 1.");
  private static final Key<Double> LOCALISATION = Key.decimal("localisation", Interval.POSITIVE)
      .or(1.0)
      .about("Pull back to the weights, gamma / (n beta): directions of more curvature count.");
  private static final Key<Integer> SETTLE = Key.integer("settle", 0, STEPS_MAX)
      .or(200)
      .about("Steps without noise before, with momentum.");
  private static final Key<Integer> BURN_IN = Key.integer("burn_in", 0, STEPS_MAX)
      .or(60)
      .about("Steps at each temperature that are not counted.");
  private static final Key<Integer> DRAWS =
      Key.integer("draws", 2, STEPS_MAX).or(60).about("Steps at each temperature that are.");
  private static final Key<Integer> CHAINS =
      Key.integer("chains", 1, 64).or(2).about("Chains, each with its own noise.");
  private static final Key<Integer> BATCHES =
      Key.integer("batches", 1, 1024).or(8).about("Training batches that the loss is of, in turn.");
  private static final Key<Integer> SEQUENCES = Key.integer("sequences", 1, 65_536)
      .or(256)
      .about("Sequences of each set whose skill melts, at most.");
  private static final Key<Integer> LOOKS = Key.integer("looks", 2, 1024)
      .or(6)
      .about("Draws at each temperature at which the sets are asked; at most the draws.");
  private static final Key<Boolean> PARTS = Key.flag("parts")
      .or(false)
      .about("Whether parts of the model have coefficients of their own.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cost cost() {
    return Cost.DEAR;
  }

  /** As much time as a thousand training steps. */
  @Override
  public Rhythm rhythm() {
    return Rhythm.WHEN_NAMED;
  }

  @Override
  public List<Key<?>> means() {
    return List.of(
        N_BETA,
        STEP,
        LOCALISATION,
        SETTLE,
        BURN_IN,
        DRAWS,
        CHAINS,
        BATCHES,
        SEQUENCES,
        LOOKS,
        PARTS);
  }

  @Override
  public Optional<String> told(RunSpec spec, Values means) {
    int parts = means.get(PARTS) ? 3 + spec.model().layers() : 0;
    Tempering plan = plan(means);
    return Optional.of(
        ("%,d gradients of %d sequences, each about a training step, and %d looks at %d sequences"
                + " of every set")
            .formatted(
                plan.gradients(parts) + means.get(BATCHES),
                spec.sequences(),
                1 + plan.chains() * plan.inverseTemperatures().size() * plan.looks(),
                means.get(SEQUENCES)));
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    Values means = checkpoint.means(this);
    Landscape landscape = checkpoint.landscapes().of(means.get(BATCHES), means.get(SEQUENCES));
    Tempering plan = plan(means);
    Map<String, Region> parts = means.get(PARTS) ? ModelParts.of(checkpoint.weights()) : Map.of();
    TemperatureScan scan = TemperatureScan.of(
        landscape,
        ModelWeights.flat(checkpoint.weights()),
        plan,
        checkpoint.spec().seed(),
        List.copyOf(parts.values()));
    return new CoefficientFindings(
            landscape.contexts(),
            List.copyOf(parts.keySet()),
            scan,
            plan,
            (long) landscape.batches() * checkpoint.spec().sequences())
        .all();
  }

  private static Tempering plan(Values means) {
    return new Tempering(
        means.get(N_BETA),
        means.get(STEP),
        means.get(LOCALISATION),
        means.get(SETTLE),
        means.get(BURN_IN),
        means.get(DRAWS),
        means.get(CHAINS),
        Math.min(means.get(LOOKS), means.get(DRAWS)));
  }
}
