package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the run spec, broken alone. */
final class RuleFaultsTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      seed                         | 9223372036854775808 | a whole number of at most 64 bits
      task.family                  | modular-shfit  | modular-linear or modular-shift
      task.modulus                 | 12             | a prime from 3 to 251
      task.variables               | 9              | from 1 to 3
      distribution.tasks           | 0              | a whole number 1..2147483647
      distribution.tasks           | 1.5            | a whole number
      distribution.tasks           | 50             | 1..49
      distribution.selection       | squares        | random or rectangles or spaced
      distribution.task_draw       | -1             | a whole number 0..2147483647
      distribution.input_fraction  | 0              | a number above 0 and at most 1
      distribution.input_fraction  | 1.01           | a number above 0 and at most 1
      distribution.shots           | 513            | a whole number 1..512
      distribution.balanced        | yes            | true or false
      distribution.collinear       | -0.1           | a number of at least 0 and at most 1
      distribution.label_noise     | NaN            | a number of at least 0 and
      batch.sequences              | 65537          | a whole number 1..65536
      model.layers                 | 65             | a whole number 1..64
      model.width                  | 7              | a whole number 8..8192
      model.heads                  | 0              | a whole number 1..4096
      model.mlp_factor             | 17             | a whole number 1..16
      model.context                | 4097           | a whole number 2..4096
      model.vocabulary             | 6              | a whole number 7..65536
      model.vocabulary             | 65537          | a whole number 7..65536
      model.tied                   | 1              | true or false
      model.activation             | tanh           | relu or gelu
      model.init_std               | 0              | a number above 0 and at most 1
      optimizer.name               | adam           | adamw or muon
      optimizer.learning_rate      | 0              | a finite number above 0
      optimizer.learning_rate      | .inf           | a finite number above 0
      optimizer.learning_rate      | 1e400          | a finite number above 0
      optimizer.learning_rate      | 1e-400         | a finite number above 0
      optimizer.weight_decay       | -1             | a finite number of at least 0
      optimizer.beta1              | 1              | a number of at least 0 and below 1
      optimizer.beta2              | -.1            | a number of at least 0 and below 1
      optimizer.epsilon            | 0              | a finite number above 0
      optimizer.muon_learning_rate | 0              | a finite number above 0
      optimizer.muon_momentum      | 1.0            | a number of at least 0 and below 1
      optimizer.muon_weight_decay  | -1             | a finite number of at least 0
      schedule.kind                | cosine         | constant or warmup-cosine or
      schedule.warmup_steps        | -1             | a whole number 0..1000000000
      schedule.warmup_start        | 2              | a number of at least 0 and at most 1
      schedule.decay_end           | 0              | a whole number 1..1000000000
      schedule.floor               | 1.5            | a number of at least 0 and at most 1
      training.steps               | 1000000001     | a whole number 1..1000000000
      training.steps               | 0x10           | a whole number 1..1000000000
      training.steps               | [1]            | a whole number 1..1000000000
      training.steps               | 1_000          | a whole number 1..1000000000
      training.steps               | ١٢             | a whole number 1..1000000000
      checkpoint.every             | 0              | a whole number 1..1000000000
      checkpoint.keep_every        | -1             | a whole number 0..1000000000
      checkpoint.keep_every        | all            | a whole number 0..1000000000
      checkpoint.keep_last         | 0              | a whole number 1..1000000
      checkpoint.keep_best         | 1000001        | a whole number 0..1000000
      evaluation.sequences         | 0              | a whole number 1..65536
      stream.run_ahead             | 65537          | a whole number 1..65536
      """)
  void refusesAValueOutsideItsRule(String key, String value, String rule) {
    assertThat(SpecTexts.sentences(key + "=" + value))
        .singleElement()
        .asString()
        .startsWith(key + " must be " + rule)
        .contains(value.startsWith("[") ? "was a list" : "was " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task.modulus=251",
        "model.width=8192",
        "training.steps=1000000000",
        "model.init_std=1",
        "optimizer.beta1=0",
        "seed=-9223372036854775808",
        "model.heads=32",
        "distribution.tasks=49",
        "distribution.input_fraction=1",
        "optimizer.learning_rate=1e300",
        "batch.sequences=65536",
        "model.vocabulary=65536",
        "distribution.collinear=.5",
        "training.steps=+5",
        "schedule.floor=0.",
        "checkpoint.keep_every=0",
        "checkpoint.keep_last=1",
        "checkpoint.keep_best=0"
      })
  void acceptsTheEdgesOfTheRules(String override) {
    assertThat(SpecTexts.sentences(override)).isEmpty();
  }

  @Test
  void asksWhatWasMeant() {
    assertThat(SpecTexts.sentences("task.family=modular-shfit"))
        .containsExactly("task.family must be modular-linear or modular-shift or linear-regression"
            + " or modular-addition or hidden-markov or languages, was modular-shfit; did you mean"
            + " modular-shift?");
    assertThat(SpecTexts.sentences("learningrate=1"))
        .containsExactly("unknown key learningrate; did you mean optimizer.learning_rate?");
    assertThat(SpecTexts.sentences("checkpoint.zzzzzzzzz=1"))
        .containsExactly(
            "unknown key checkpoint.zzzzzzzzz; there are checkpoint.at, checkpoint.every,"
                + " checkpoint.keep_best, checkpoint.keep_every, checkpoint.keep_last");
  }

  @Test
  void headsDivideTheWidthIntoEvenParts() {
    assertThat(SpecTexts.sentences("model.heads=5"))
        .containsExactly("model.heads must divide model.width into even parts, because rotary"
            + " embedding turns pairs, was 5 at width 64; heads may be 1, 2, 4, 8, 16, 32");
    assertThat(SpecTexts.sentences("model.heads=64")).hasSize(1);
    assertThat(SpecTexts.sentences("model.heads=1", "model.width=65")).hasSize(1);
  }

  @Test
  void shotsFitTheContext() {
    assertThat(SpecTexts.sentences("model.context=23"))
        .containsExactly("distribution.shots must fit the context: 8 shots are 24 tokens, and"
            + " model.context is 23; lower the one or raise the other (at most 4096)");
    assertThat(SpecTexts.sentences("distribution.shots=512", "task.variables=3"))
        .isEmpty();
  }

  @Test
  void aBatchStaysBelowEightMebibytes() {
    assertThat(SpecTexts.sentences("batch.sequences=65536", "model.context=128"))
        .containsExactly("batch.sequences times model.context must stay below 8388608 bytes, the"
            + " largest batch that is sent, was 65536 x 128 = 8388608; lower the one or the other");
    assertThat(SpecTexts.sentences("batch.sequences=65536", "model.context=127"))
        .isEmpty();
  }

  @Test
  void aModelHasBoundedParameters() {
    assertThat(SpecTexts.sentences("model.width=8192", "model.layers=64"))
        .singleElement()
        .asString()
        .startsWith("model.width and model.layers must make at most 2147483648 parameters");
  }

  @Test
  void decayStartBelongsToOneKind() {
    assertThat(SpecTexts.sentences("schedule.decay_start=5"))
        .singleElement()
        .asString()
        .startsWith("schedule.decay_start belongs to the kind warmup-stable-decay alone");
    assertThat(SpecTexts.sentences("schedule.kind=warmup-stable-decay"))
        .singleElement()
        .asString()
        .startsWith("schedule.decay_start is missing");
  }

  @Test
  void theScheduleGoesForward() {
    assertThat(SpecTexts.sentences("schedule={kind: warmup-cosine, warmup_steps: 100}"))
        .containsExactly("schedule.decay_end must be beyond schedule.warmup_steps, which is 100,"
            + " was 100 (training.steps unless it is given)");
    assertThat(SpecTexts.sentences(
            "schedule={kind: warmup-stable-decay, warmup_steps: 9, decay_start: 8}"))
        .containsExactly(
            "schedule.decay_start must be at least schedule.warmup_steps, which is 9, was 8");
    assertThat(SpecTexts.sentences("schedule={kind: warmup-stable-decay, decay_start: 100}"))
        .singleElement()
        .asString()
        .startsWith("schedule.decay_end must be beyond schedule.decay_start");
  }

  @Test
  void aSectionIsAMap() {
    assertThat(SpecTexts.sentencesOf(SpecTexts.SHORTEST + "stream: 5\n"))
        .containsExactly("stream must be a map with the keys stream.run_ahead, was 5");
    assertThat(SpecTexts.sentencesOf(SpecTexts.SHORTEST + "stream: [5]\n"))
        .containsExactly("stream must be a map with the keys stream.run_ahead, was a list");
  }
}
