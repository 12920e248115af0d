package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.TokenSequences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training as its caller sees it. */
final class TrainingProgramTest {
  @TempDir
  private Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Rule.class)
  void aSmallBatchIsLearntByHeart(Rule rule) {
    try (TrainingProgram program = Given.training(withoutDecay(rule), 1)) {
      double loss = Double.POSITIVE_INFINITY;
      for (int step = 0; step < 300; step++) {
        loss = program.step(Given.block(6, 1), 1).loss();
      }

      // The first token cannot tell the six sequences apart where two begin alike.
      assertThat(loss).isLessThan(0.5);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Rule.class)
  void aSavedAndReloadedRunContinuesBitForBit(Rule rule) throws IOException {
    OptimizerSpec optimizer = Given.optimizer(rule);
    try (TrainingProgram straight = Given.training(optimizer, 2)) {
      run(straight, 0, 5);
      ModelState saved = straight.state();
      final List<StepOutcome> expected = run(straight, 5, 10);

      Path weights = directory.resolve("weights.safetensors");
      Path moments = directory.resolve("moments.safetensors");
      Safetensors.write(weights, saved.weights(), Map.of());
      Safetensors.write(moments, saved.moments(), Map.of());
      ModelState loaded = new ModelState(
          Safetensors.read(weights).tensors(), Safetensors.read(moments).tensors(), 5);
      try (TrainingProgram resumed =
          TrainingProgram.open(Given.tinyModel(), optimizer, loaded, Given.CPU)) {
        assertThat(resumed.state()).isEqualTo(saved);
        assertThat(run(resumed, 5, 10)).isEqualTo(expected);
        assertThat(resumed.state()).isEqualTo(straight.state());
      }
    }
  }

  @Test
  void anEvaluatorOnAnotherThreadChangesNothing() throws InterruptedException {
    OptimizerSpec optimizer = Given.optimizer(Rule.MUON);
    List<StepOutcome> alone;
    ModelState aloneState;
    try (TrainingProgram program = Given.training(optimizer, 3)) {
      alone = run(program, 0, 60);
      aloneState = program.state();
    }
    ModelState initial = ModelState.initial(Given.tinyModel(), optimizer, 3);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong evaluations = new AtomicLong();
    AtomicLong differences = new AtomicLong();

    Thread evaluator = new Thread(() -> {
      try (ForwardProgram forward =
          ForwardProgram.open(Given.tinyModel(), initial.weights(), Given.CPU)) {
        float[] expected = forward.outputs(Given.block(32, 9));
        while (!stop.get()) {
          forward.replaceWeights(initial.weights());
          float[] logits = forward.outputs(Given.block(32, 9));
          differences.addAndGet(java.util.Arrays.equals(logits, expected) ? 0 : 1);
          evaluations.incrementAndGet();
        }
      }
    });
    try (TrainingProgram program = Given.training(optimizer, 3)) {
      evaluator.start();
      while (evaluations.get() == 0) {
        Thread.onSpinWait();
      }
      assertThat(run(program, 0, 60)).isEqualTo(alone);
      assertThat(program.state()).isEqualTo(aloneState);
    } finally {
      stop.set(true);
      evaluator.join();
    }
    assertThat(evaluations.get()).isPositive();
    assertThat(differences.get()).isZero();
  }

  @Test
  void trainsOnAThreadOtherThanTheOneThatLoadedTheEngine() throws InterruptedException {
    OptimizerSpec optimizer = Given.optimizer(Rule.ADAMW);
    List<StepOutcome> there = new ArrayList<>();
    try (TrainingProgram here = Given.training(optimizer, 4);
        TrainingProgram other = Given.training(optimizer, 4)) {
      Thread thread = new Thread(() -> there.addAll(run(other, 0, 3)));
      thread.start();
      thread.join();

      assertThat(there).isEqualTo(run(here, 0, 3));
    }
  }

  @Test
  void aTokenOutsideTheVocabularyIsNamedAndNothingChanges() {
    byte[] tokens = new byte[16];
    tokens[11] = (byte) 200;
    try (TrainingProgram program = Given.training(Given.optimizer(Rule.ADAMW), 5)) {
      ModelState before = program.state();

      assertThatThrownBy(() -> program.step(Given.tokens(8, tokens, 7), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tokens must be 0..10 (the vocabulary), sequence 1 has 200 at position 3");
      assertThatThrownBy(() -> program.step(Given.block(2, 201, 1), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the model is of Tokens[vocabulary=11], the sequences are of"
              + " Tokens[vocabulary=201]");
      assertThat(program.state()).isEqualTo(before);
    }
  }

  @Test
  void anAnswerBeyondTheContextIsRefused() {
    TokenSequences block = Given.tokens(9, new byte[9], 8);
    try (TrainingProgram program = Given.training(Given.optimizer(Rule.ADAMW), 6)) {
      assertThatThrownBy(() -> program.step(block, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an answer at position 8 needs a context of 8 tokens, the model has 7");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY})
  void aFactorThatIsNoRateIsRefused(double factor) {
    try (TrainingProgram program = Given.training(Given.optimizer(Rule.ADAMW), 7)) {
      assertThatThrownBy(() -> program.step(Given.block(1, 1), factor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the learning rate's factor must be finite and at least 0, was " + factor);
    }
  }

  @Test
  void aStateOfAnotherModelIsRefused() {
    OptimizerSpec optimizer = Given.optimizer(Rule.MUON);
    ModelState state = ModelState.initial(Given.tinyModel(), optimizer, 8);

    assertThatThrownBy(() ->
            TrainingProgram.open(Given.model(false, Activation.RELU), optimizer, state, Given.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must be 24 tensors for this spec, were 23");
  }

  private static OptimizerSpec withoutDecay(Rule rule) {
    return new OptimizerSpec(rule, 1e-2, 0, 0.9, 0.98, 1e-8, 0.02, 0.95, 0);
  }

  private static List<StepOutcome> run(TrainingProgram program, int from, int to) {
    List<StepOutcome> outcomes = new ArrayList<>();
    for (int step = from; step < to; step++) {
      outcomes.add(program.step(Given.block(32, step), (step + 1) / 60.0));
    }
    return outcomes;
  }
}
