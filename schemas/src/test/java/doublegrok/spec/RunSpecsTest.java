package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.spec.text.Fault;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularKeys;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunSpecsTest {
  @Test
  void fillsInEveryDefault() {
    RunSpec spec = SpecTexts.parse();

    assertThat(spec)
        .isEqualTo(new RunSpec(
            0,
            new ModularLinear(7, 2),
            SpecTexts.distribution(16, Selection.RANDOM, 0.5, 8),
            32,
            new TransformerSpec(
                TransformerSpec.Design.PRE_NORM,
                2,
                64,
                4,
                4,
                24,
                new SequenceForm.Tokens(7),
                Objective.CROSS_ENTROPY,
                true,
                TransformerSpec.Activation.RELU,
                0.02),
            new OptimizerSpec(
                OptimizerSpec.Rule.ADAMW, 1e-3, 0.5, 0.9, 0.98, 1e-8, 0.02, 0.95, 0.05),
            new ScheduleSpec(ScheduleSpec.Kind.CONSTANT, 0, 0.01, 0, 100, 0.1),
            new TrainingSpec(100),
            new CheckpointSpec(CheckpointSpec.At.EVERY, 10, 1, 3, 1),
            new EvaluationSpec(
                512,
                1,
                Values.none()
                    .with(Key.integer("grid_shots", 0, 9), 8)
                    .with(Key.integer("impostors", 0, 99), 32),
                Map.of()),
            new StreamSpec(64),
            List.of(),
            List.of()));
  }

  @Test
  void overridesTakeThePlaceOfTheText() {
    RunSpec spec = SpecTexts.parse(
        "training.steps=500",
        " seed = -3",
        "distribution={tasks: 8, shots: 4}",
        "swaps=[{at_batch: 5, set: {distribution.tasks: 6}}]",
        "seed=4",
        "optimizer.name='muon'");

    assertThat(spec.training().steps()).isEqualTo(500);
    assertThat(spec.seed()).isEqualTo(4);
    assertThat(spec.distribution().tasks()).isEqualTo(8);
    assertThat(spec.distribution().get(ModularKeys.INPUT_FRACTION)).isEqualTo(0.5);
    assertThat(spec.model().context()).isEqualTo(12);
    assertThat(spec.swaps())
        .containsExactly(new ScheduledSwap(5, Map.of("distribution.tasks", "6")));
  }

  @Test
  void anEmptyOverrideRemovesTheKey() {
    RunSpec given = SpecTexts.parse("model.context=48");
    RunSpec removed = SpecTexts.parse("model.context=48", "model.context=");

    assertThat(given.model().context()).isEqualTo(48);
    assertThat(removed.model().context()).isEqualTo(24);
    assertThat(SpecTexts.sentences("training.steps="))
        .containsExactly("training.steps is missing: it must be a whole number 1..1000000000");
  }

  @Test
  void acceptsDottedKeysAndEmptySections() {
    String dotted = SpecTexts.SHORTEST + "schedule:\nstream.run_ahead: 7\n";

    RunSpec spec = RunSpecs.builtIn().parse(dotted, "my.yaml", List.of());

    assertThat(spec.stream().runAhead()).isEqualTo(7);
  }

  @Test
  void reportsEveryFaultAtOnceWithItsLine() {
    String yaml = SpecTexts.SHORTEST
        .replace("modulus: 7", "modulus: 12")
        .replace("width: 64", "widht: 64")
        .replace("learning_rate: 1.0e-3", "learning_rate: fast")
        .replace("heads: 4", "heads: \"4\"\n  heads: 2");

    List<Fault> faults = SpecTexts.faults(yaml, "training.steps=0", "shots=4");

    assertThat(faults)
        .extracting(fault -> fault.place().line().orElse(0), Fault::key, Fault::sentence)
        .containsExactly(
            tuple(3, "task.modulus", "task.modulus must be a prime from 3 to 251, was 12"),
            tuple(10, "model.width", "model.width is missing: it must be a whole number 8..8192"),
            tuple(12, "model.widht", "unknown key model.widht; did you mean model.width?"),
            tuple(
                13,
                "model.heads",
                "model.heads must be a whole number 1..4096, was the text \"4\""),
            tuple(
                14, "model.heads", "model.heads is already given on line 13; keep one of the two"),
            tuple(
                17,
                "optimizer.learning_rate",
                "optimizer.learning_rate must be a finite number above 0, was fast"),
            tuple(
                0, "training.steps", "training.steps must be a whole number 1..1000000000, was 0"),
            tuple(0, "shots", "unknown key shots; did you mean distribution.shots?"));
  }

  @Test
  void theMessageIsReadable() {
    String yaml = SpecTexts.SHORTEST.replace("shots: 8", "shots: -3");

    assertThatThrownBy(
            () -> RunSpecs.builtIn().parse(yaml, "my.yaml", List.of("training.steps=x", "oops")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("""
            3 faults in the run spec my.yaml:
              line 7: distribution.shots must be a whole number 1..512, was -3
              --set: a setting must be key=value, for example training.steps=500, was oops
              --set: training.steps must be a whole number 1..1000000000, was x""");
  }

  @Test
  void canonicalTextIsTheseBytes() {
    RunSpec spec = SpecTexts.parse(
        "schedule={kind: warmup-stable-decay, decay_start: 50}",
        "swaps=[{at_batch: 9, set: {distribution: {tasks: 8, collinear: 1e-5}}}]",
        "alerts=[{set: {training.steps: 200}, on: stall, action: fork, seconds: 60}]");

    assertThat(RunSpecs.canonical(spec)).isEqualTo("""
        seed: 0
        task:
          family: modular-linear
          modulus: 7
          variables: 2
        distribution:
          tasks: 16
          selection: random
          task_draw: 0
          input_fraction: 0.5
          shots: 8
          balanced: true
          collinear: 0.0
          label_noise: 0.0
        batch:
          sequences: 32
        model:
          layers: 2
          width: 64
          heads: 4
          mlp_factor: 4
          context: 24
          vocabulary: 7
          tied: true
          activation: relu
          init_std: 0.02
        optimizer:
          name: adamw
          learning_rate: 0.001
          weight_decay: 0.5
          beta1: 0.9
          beta2: 0.98
          epsilon: 1.0e-8
          muon_learning_rate: 0.02
          muon_momentum: 0.95
          muon_weight_decay: 0.05
        schedule:
          kind: warmup-stable-decay
          warmup_steps: 0
          warmup_start: 0.01
          decay_start: 50
          decay_end: 100
          floor: 0.1
        training:
          steps: 100
        checkpoint:
          every: 10
          keep_every: 1
          keep_last: 3
          keep_best: 1
        evaluation:
          sequences: 512
          probe_every: 1
          grid_shots: 8
          impostors: 32
        stream:
          run_ahead: 64
        swaps:
          - at_batch: 9
            set:
              distribution.collinear: 1.0e-5
              distribution.tasks: 8
        alerts:
          - on: stall
            action: fork
            seconds: 60
            set:
              training.steps: 200
        """);
  }
}
