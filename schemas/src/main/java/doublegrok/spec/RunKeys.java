package doublegrok.spec;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.families.Families;
import doublegrok.task.key.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All sections of a run spec and the rules between them. */
final class RunKeys {
  static final String STEPS = "training.steps";
  static final long MOST_STEPS = 1_000_000_000L;
  private static final String SEQUENCES = "batch.sequences";
  private static final int MOST_SEQUENCES = 65_536;
  private static final int MOST_RUN_AHEAD = 65_536;
  private static final long PAYLOAD_BYTES = 8L << 20;

  private final KeyReader in;
  private final Faults faults;

  RunKeys(KeyValues values, Faults faults) {
    this.in = new KeyReader(values, faults, "");
    this.faults = faults;
  }

  /**
   * The run spec.
   *
   * @throws InvalidSpecException with every fault, but those of alerts' forks, which are added
   */
  RunSpec read() {
    TaskKeys task = TaskKeys.read(in, Families.builtIn());
    Optional<Family> family = task.family();
    Distribution distribution = DistributionKeys.read(in, task.distribution());
    OptionalInt tokens = family.isPresent() && in.sound("distribution")
        ? DistributionKeys.length(distribution, family.get())
        : OptionalInt.empty();
    OptionalInt vocabulary =
        family.map(each -> OptionalInt.of(each.vocabulary())).orElseGet(OptionalInt::empty);
    ModelSpec model = ModelKeys.read(in, tokens, vocabulary);
    int sequences = in.required(SEQUENCES, Rule.integer(1, MOST_SEQUENCES));
    checkPayload(sequences, model.context());
    if (family.isPresent() && in.sound("distribution", "model.context")) {
      DistributionKeys.violations(distribution, family.get(), model.context()).forEach(in::broken);
    }
    OptimizerSpec optimizer = OptimizerKeys.read(in);
    long steps = in.required(STEPS, Rule.whole(1, MOST_STEPS));
    long seed = in.optional("seed", Rule.whole(Long.MIN_VALUE, Long.MAX_VALUE), 0L);
    ScheduleSpec schedule = ScheduleKeys.read(in, steps);
    CheckpointSpec checkpoint = CheckpointKeys.read(in);
    EvaluationSpec evaluation = EvaluationKeys.read(in);
    int runAhead = in.optional("stream.run_ahead", Rule.integer(1, MOST_RUN_AHEAD), 64);
    List<ScheduledSwap> swaps = new SwapKeys(
            faults,
            distribution,
            task.distribution(),
            family.filter(known -> in.sound("distribution", "model.context")),
            model.context())
        .read(in.any("swaps"));
    AlertKeys alertKeys = new AlertKeys(faults);
    List<AlertSpec> alerts = alertKeys.read(in.any("alerts"));
    in.refuseUnknown();
    faults.throwIfAny();
    RunSpec spec = new RunSpec(
        seed,
        family.orElseThrow(),
        distribution,
        sequences,
        model,
        optimizer,
        schedule,
        new TrainingSpec(steps),
        checkpoint,
        evaluation,
        new StreamSpec(runAhead),
        swaps,
        alerts);
    if (!alerts.isEmpty()) {
      alertKeys.tryForks(spec.withAlerts(List.of()));
    }
    return spec;
  }

  /** Every key but swaps and alerts, in the order of the canonical text. */
  static Map<String, String> texts(RunSpec spec) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("seed", String.valueOf(spec.seed()));
    texts.putAll(TaskKeys.texts(spec.family()));
    texts.putAll(DistributionKeys.texts(spec.distribution(), spec.family()));
    texts.put(SEQUENCES, String.valueOf(spec.sequences()));
    texts.putAll(ModelKeys.texts(spec.model()));
    texts.putAll(OptimizerKeys.texts(spec.optimizer()));
    texts.putAll(ScheduleKeys.texts(spec.schedule()));
    texts.put(STEPS, String.valueOf(spec.training().steps()));
    texts.putAll(CheckpointKeys.texts(spec.checkpoint()));
    texts.putAll(EvaluationKeys.texts(spec.evaluation()));
    texts.put("stream.run_ahead", String.valueOf(spec.stream().runAhead()));
    return texts;
  }

  /** With the context rather than the length, so that no swap can break it. */
  private void checkPayload(int sequences, int context) {
    long bytes = (long) sequences * context;
    if (in.sound(SEQUENCES, "model.context") && bytes >= PAYLOAD_BYTES) {
      in.broken(
          SEQUENCES,
          " times model.context must stay below " + PAYLOAD_BYTES
              + " bytes, the largest batch that is sent, was " + sequences + " x " + context + " = "
              + bytes + "; lower the one or the other");
    }
  }
}
