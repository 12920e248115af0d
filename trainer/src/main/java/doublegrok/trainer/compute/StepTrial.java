package doublegrok.trainer.compute;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.ModelState;
import doublegrok.model.Precision;
import doublegrok.model.ProgramVersion;
import doublegrok.model.TrainingProgram;
import doublegrok.spec.RunSpec;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Training steps of a run's own model and optimizer, on a copy of its state that is thrown away.
 * They have the shape of the run's batches but random values, and as few sequences as keep the
 * measurement short.
 *
 * @param spec of the run
 * @param state of the run
 * @param device to compute on
 */
public record StepTrial(RunSpec spec, ModelState state, ComputeDevice device) implements StepTimes {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  /** One multiplication and addition forward, two backward, for each weight and token. */
  private static final double OPERATIONS_PER_WEIGHT = 6;

  /** About a fifth of a second on a core, and on a GPU enough to keep it busy. */
  private static final double OPERATIONS_ON_A_CPU = 16e9;

  private static final double OPERATIONS_ON_A_GPU = 2e12;

  /** Changes no weight, though the whole update is computed: nothing can diverge. */
  private static final double LEARNING_RATE_FACTOR = 0;

  @Override
  public List<Double> millis(List<Way> ways) {
    Sequences sequences = sequences();
    Map<Precision, TrainingProgram> programs = new EnumMap<>(Precision.class);
    try {
      List<Runnable> steps = new ArrayList<>();
      for (Way way : ways) {
        TrainingProgram program = programs.computeIfAbsent(way.products(), this::open);
        steps.add(() -> {
          ComputeThreads.use(way.threads());
          program.step(sequences, LEARNING_RATE_FACTOR);
        });
      }
      return new StepRounds(System::nanoTime, WITHIN).medianMillis(steps);
    } finally {
      programs.values().forEach(TrainingProgram::close);
    }
  }

  /** The sequences that the steps are measured on. */
  Sequences sequences() {
    SequenceLayout layout = spec.family().layout(spec.distribution());
    double most = device.isCuda() ? OPERATIONS_ON_A_GPU : OPERATIONS_ON_A_CPU;
    long weights =
        state.weights().stream().mapToLong(each -> each.values().length).sum();
    double each = OPERATIONS_PER_WEIGHT * weights * layout.length();
    int sequences = (int) Math.max(1, Math.min(spec.sequences(), most / each));
    Random random = new Random(spec.seed());
    if (layout.form() instanceof SequenceForm.Reals reals) {
      float[] inputs = new float[sequences * layout.length() * reals.inputs()];
      int answers = layout.answerPositions().size();
      float[] targets = new float[sequences * answers * reals.outputs()];
      for (float[] values : List.of(inputs, targets)) {
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextFloat();
        }
      }
      return new RealSequences(layout, sequences, inputs, targets, new int[sequences]);
    }
    SequenceForm.Tokens form = layout.tokens();
    int tokens = sequences * layout.length();
    byte[] bytes = new byte[tokens * form.tokenBytes()];
    for (int i = 0; i < tokens; i++) {
      TokenSequences.put(bytes, form, i, random.nextInt(form.vocabulary()));
    }
    return new TokenSequences(layout, sequences, bytes, new int[sequences]);
  }

  private TrainingProgram open(Precision products) {
    return TrainingProgram.open(
        spec.model(), spec.optimizer(), state, device, products, ProgramVersion.newest());
  }
}
