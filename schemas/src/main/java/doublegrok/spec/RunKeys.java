package doublegrok.spec;

import doublegrok.spec.Rows.Lister;
import doublegrok.spec.Rows.Writer;
import doublegrok.spec.text.Faults;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.spec.text.Place;
import doublegrok.spec.text.Value;
import doublegrok.spec.text.Value.Scalar;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.SequenceForm;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All sections of a run spec and the rules between them. */
final class RunKeys {
  private static final Key<Long> SEED = Key.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE)
      .or(0L)
      .about("Seed of data, initial weights and evaluation contexts.");
  private static final Key<Integer> SEQUENCES =
      Key.integer("sequences", 1, 65_536).about("Sequences in a batch.");
  private static final long PAYLOAD_BYTES = 8L << 20;

  private final KeyReader in;

  RunKeys(KeyValues values) {
    this.in = new KeyReader(values, "");
  }

  /**
   * The run spec.
   *
   * @throws InvalidSpecException with every fault
   */
  RunSpec read(Families families) {
    Faults faults = in.values().faults();
    TaskKeys task = TaskKeys.read(in, families);
    Optional<Family> family = task.family();
    Distribution distribution = DistributionKeys.read(in, task.distribution());
    OptionalInt length = family.isPresent() && in.sound("distribution")
        ? DistributionKeys.length(distribution, family.get())
        : OptionalInt.empty();
    ModelSpec model = ModelKeys.of(in.rows(ModelKeys.SECTION), length, family);
    ModelKeys.check(model, family, in);
    int sequences = in.<RunSpec>rows("batch.").row(SEQUENCES, RunSpec::sequences);
    checkPayload(sequences, model);
    Optional<Family> sound = family.filter(each -> in.sound("distribution", "model.context"));
    sound.ifPresent(each ->
        DistributionKeys.violations(distribution, each, model.context()).forEach(in::broken));
    OptimizerSpec optimizer = OptimizerSpec.of(in.rows("optimizer."));
    TrainingSpec training = TrainingSpec.of(in.rows("training."));
    long seed = in.<RunSpec>rows("").row(SEED, RunSpec::seed);
    ScheduleSpec schedule = ScheduleSpec.of(in.rows("schedule."), training.steps());
    schedule.check(in);
    CheckpointSpec checkpoint = CheckpointSpec.of(in.rows("checkpoint."));
    EvaluationSpec evaluation = EvaluationKeys.read(in, task.evaluation());
    StreamSpec stream = StreamSpec.of(in.rows("stream."));
    List<ScheduledSwap> swaps = new SwapKeys(
            distribution,
            task.distribution(),
            family.filter(each -> in.sound("distribution", "model.context")),
            model.context())
        .read(in);
    AlertKeys alertKeys = new AlertKeys();
    List<AlertSpec> alerts = alertKeys.read(in);
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
    alertKeys.tryForks(spec.withAlerts(List.of()), faults);
    faults.throwIfAny();
    return spec;
  }

  /** Every key but swaps and alerts, in the order of the canonical text. */
  static Map<String, String> texts(RunSpec spec) {
    Map<String, String> texts = new LinkedHashMap<>();
    FamilyKind kind = spec.family().kind();
    new Writer<>(spec, "", texts).row(SEED, RunSpec::seed);
    TaskKeys.write(new Writer<>(spec.family(), "task.", texts), kind);
    texts.putAll(DistributionKeys.texts(spec.distribution(), spec.family()));
    new Writer<>(spec, "batch.", texts).row(SEQUENCES, RunSpec::sequences);
    ModelKeys.of(
        new Writer<>(spec.model(), ModelKeys.SECTION, texts),
        OptionalInt.empty(),
        Optional.of(spec.family()));
    OptimizerSpec.of(new Writer<>(spec.optimizer(), "optimizer.", texts));
    ScheduleSpec.of(
        new Writer<>(spec.schedule(), "schedule.", texts), spec.training().steps());
    TrainingSpec.of(new Writer<>(spec.training(), "training.", texts));
    CheckpointSpec.of(new Writer<>(spec.checkpoint(), "checkpoint.", texts));
    texts.putAll(EvaluationKeys.texts(spec.evaluation(), kind.evaluation()));
    StreamSpec.of(new Writer<>(spec.stream(), "stream.", texts));
    return texts;
  }

  /** What may stand in a spec of a family, in the order of the canonical text. */
  static List<SpecKey> keys(FamilyKind kind, Families families) {
    List<SpecKey> keys = new ArrayList<>();
    new Lister<RunSpec>("", keys).row(SEED, RunSpec::seed);
    new Lister<Family>("task.", keys).row(TaskKeys.family(families.names()), TaskKeys::name);
    new Lister<Family>("task.", keys).rows(kind.task(), Family::values);
    new Lister<Distribution>("distribution.", keys).rows(kind.distribution(), Distribution::values);
    new Lister<RunSpec>("batch.", keys).row(SEQUENCES, RunSpec::sequences);
    keys.addAll(ModelKeys.keys());
    OptimizerSpec.of(new Lister<>("optimizer.", keys));
    ScheduleSpec.of(new Lister<>("schedule.", keys), TrainingSpec.MOST_STEPS);
    TrainingSpec.of(new Lister<>("training.", keys));
    CheckpointSpec.of(new Lister<>("checkpoint.", keys));
    EvaluationKeys.list(keys, kind.evaluation());
    StreamSpec.of(new Lister<>("stream.", keys));
    return keys;
  }

  /** Every key, in the order of the canonical text. */
  static Map<String, Value> values(RunSpec spec, Place place) {
    Map<String, Value> values = new LinkedHashMap<>();
    texts(spec).forEach((key, text) -> values.put(key, new Scalar(place, text, false)));
    values.put("swaps", MapList.of(place, spec.swaps(), ScheduledSwap::of, ScheduledSwap::changes));
    values.put("alerts", MapList.of(place, spec.alerts(), AlertSpec::of, AlertSpec::changes));
    return values;
  }

  /** With the context rather than the length, so that no swap can break it. */
  private void checkPayload(int sequences, ModelSpec model) {
    int context = model.context();
    long each = bytesOfPosition(model.form());
    long bytes = each * sequences * context;
    if (in.sound("batch.sequences", "model.context") && bytes >= PAYLOAD_BYTES) {
      in.broken(
          "batch.sequences",
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
