package doublegrok.spec;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.SequenceForm;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** All sections of a run spec and the rules between them. */
final class RunKeys {
  private static final Key<Long> SEED =
      Key.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).or(0L);
  private static final Key<Integer> SEQUENCES = Key.integer("batch.sequences", 1, 65_536);
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
  RunSpec read(Families families) {
    TaskKeys task = TaskKeys.read(in, families);
    Optional<Family> family = task.family();
    Distribution distribution = DistributionKeys.read(in, task.distribution());
    OptionalInt tokens = family.isPresent() && in.sound("distribution")
        ? DistributionKeys.length(distribution, family.get())
        : OptionalInt.empty();
    ModelSpec model = ModelKeys.read(in, tokens, family);
    int sequences = in.get(SEQUENCES);
    checkPayload(sequences, model);
    if (family.isPresent() && in.sound("distribution", "model.context")) {
      DistributionKeys.violations(distribution, family.get(), model.context()).forEach(in::broken);
    }
    OptimizerSpec optimizer = OptimizerSpec.read(in);
    TrainingSpec training = TrainingSpec.read(in);
    long seed = in.get(SEED);
    ScheduleSpec schedule = ScheduleSpec.read(in, training.steps());
    CheckpointSpec checkpoint = CheckpointSpec.read(in);
    EvaluationSpec evaluation = EvaluationKeys.read(in, task.evaluation());
    StreamSpec stream = StreamSpec.read(in);
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
        training,
        checkpoint,
        evaluation,
        stream,
        swaps,
        alerts);
    if (!alerts.isEmpty()) {
      alertKeys.tryForks(spec.withAlerts(List.of()));
    }
    return spec;
  }

  /** Every key but swaps and alerts, in the order of the canonical text. */
  static Map<String, String> texts(RunSpec spec) {
    Map<String, String> texts =
        new LinkedHashMap<>(Values.none().with(SEED, spec.seed()).texts());
    texts.putAll(TaskKeys.texts(spec.family()));
    texts.putAll(DistributionKeys.texts(spec.distribution(), spec.family()));
    texts.putAll(Values.none().with(SEQUENCES, spec.sequences()).texts());
    texts.putAll(ModelKeys.texts(spec.model()));
    Stream.of(
            spec.optimizer().values(),
            spec.schedule().values(),
            spec.training().values(),
            spec.checkpoint().values())
        .forEach(section -> texts.putAll(section.texts()));
    texts.putAll(EvaluationKeys.texts(spec.evaluation(), spec.family().kind().evaluation()));
    texts.putAll(spec.stream().values().texts());
    return texts;
  }

  /** With the context rather than the length, so that no swap can break it. */
  private void checkPayload(int sequences, ModelSpec model) {
    int context = model.context();
    long each = bytesOfPosition(model.form());
    long bytes = each * sequences * context;
    if (in.sound(SEQUENCES.name(), "model.context") && bytes >= PAYLOAD_BYTES) {
      in.broken(
          SEQUENCES.name(),
          " times model.context must stay below " + PAYLOAD_BYTES
              + " bytes, the largest batch that is sent, was " + sequences + " x " + context
              + (each == 1 ? "" : " x " + each + " bytes") + " = " + bytes
              + "; lower the one or the other");
    }
  }

  /** Most bytes of a position: a token, or a vector and its target. */
  private static long bytesOfPosition(SequenceForm form) {
    return form instanceof SequenceForm.Tokens tokens
        ? tokens.tokenBytes()
        : Float.BYTES * (((SequenceForm.Reals) form).inputs() + (long) form.outputs());
  }
}
