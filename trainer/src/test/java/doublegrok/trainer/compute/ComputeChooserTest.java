package doublegrok.trainer.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.model.DeviceChoice;
import doublegrok.model.Precision;
import doublegrok.model.PrecisionChoice;
import doublegrok.model.ProgramVersion;
import doublegrok.trainer.compute.StepTimes.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ComputeChooserTest {
  private static final Hardware CPU = new Hardware("cpu", false, false, false, 8);
  private static final Hardware BFLOAT16_CPU = new Hardware("cpu", false, true, false, 8);
  private static final Hardware GPU = new Hardware("cuda:0", true, true, false, 8);
  private static final Map<String, String> BEFORE =
      Map.of("device", "cpu", "threads", "3", "precision", "float32", "program", "2");

  private final List<Way> measured = new ArrayList<>();
  private ToDoubleFunction<Way> millis = way -> 80.0 / way.threads();
  private Hardware hardware = CPU;
  private Optional<FormerCompute> checkpoint = Optional.empty();
  private boolean acceptOthers;
  private int most = 8;

  @Test
  void whatIsAskedForIsTakenUnmeasured() {
    ChosenCompute chosen = choose(OptionalInt.of(5), Optional.of(PrecisionChoice.FLOAT32));

    assertThat(chosen.compute())
        .isEqualTo(new Compute("cpu", 5, Precision.FLOAT32, false, ProgramVersion.TWO));
    assertThat(chosen.sentence())
        .isEqualTo("cpu; precision: float32, as asked for; threads: 5, as asked for");
    assertThat(chosen.warnings()).isEmpty();
    assertThat(measured).isEmpty();
  }

  @Test
  void moreThreadsThanCoresAreTakenWithAWarning() {
    ChosenCompute chosen = choose(OptionalInt.of(9), Optional.empty());

    assertThat(chosen.compute().threads()).isEqualTo(9);
    assertThat(chosen.warnings())
        .singleElement()
        .asString()
        .contains("--threads is 9", "cores: 8", "slow and changes no number");
  }

  @Test
  void aCheckpointsThreadsAreKeptUnmeasured() {
    checkpoint = Optional.of(former(BEFORE));

    ChosenCompute chosen = byItself();

    assertThat(chosen.compute().settings()).isEqualTo(BEFORE);
    assertThat(chosen.sentence()).contains("threads: 3, as the checkpoint's");
    assertThat(measured).isEmpty();
  }

  @Test
  void otherThreadsThanTheCheckpointsAreRefusedUntilAccepted() {
    checkpoint = Optional.of(former(BEFORE));

    assertThatThrownBy(() -> choose(OptionalInt.of(2), Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a/000000000005", "(threads is 2, was 3)", "--accept-other-settings");
    acceptOthers = true;
    assertThat(choose(OptionalInt.of(2), Optional.empty()).compute().threads()).isEqualTo(2);
    assertThat(byItself().compute().threads()).isEqualTo(3);
  }

  @Test
  void aCheckpointOfMoreThreadsThanThereAreCoresIsRefusedWithBothWaysOut() {
    checkpoint = Optional.of(former(with("threads", "16")));

    assertThatThrownBy(this::byItself)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("checkpoint a/000000000005 was computed on 16 threads and this machine has"
            + " cores: 8; --threads 16 goes on bit for bit, but slowly, --accept-other-settings"
            + " with as many as suit this machine");
    assertThat(choose(OptionalInt.of(16), Optional.empty()).warnings()).hasSize(1);
    acceptOthers = true;
    assertThat(byItself().compute().threads()).isEqualTo(8);
  }

  @Test
  void anotherDeviceIsRefusedUnmeasuredAndOnceAcceptedItsThreadsAreMeasured() {
    checkpoint = Optional.of(former(with("device", "cuda:0")));

    assertThatThrownBy(this::byItself).hasMessageContaining("device is cpu, was cuda:0");
    assertThat(measured).isEmpty();
    acceptOthers = true;
    assertThat(byItself().compute().threads()).isEqualTo(8);
  }

  @Test
  void theFewestThreadsThatAreNearlyFastestAreTaken() {
    Map<Integer, Double> taken = Map.of(1, 40.0, 2, 20.9, 4, 20.0, 8, 31.0);
    millis = way -> taken.get(way.threads());

    ChosenCompute chosen = byItself();

    assertThat(chosen.compute().threads()).isEqualTo(2);
    assertThat(chosen.sentence())
        .isEqualTo("cpu; precision: float32, as nothing else was asked for; threads: 2, the fewest"
            + " that are nearly as fast as any, a step on 1: 40.0 ms, 2: 20.9 ms, 4: 20.0 ms,"
            + " 8: 31.0 ms");
    assertThat(measured).extracting(Way::products).containsOnly(Precision.FLOAT32);
  }

  @Test
  void whatIsMoreThanNearlyFastestIsNotTaken() {
    Map<Integer, Double> taken = Map.of(1, 40.0, 2, 21.1, 4, 20.0, 8, 19.9);
    millis = way -> taken.get(way.threads());

    assertThat(byItself().compute().threads()).isEqualTo(4);
  }

  @Test
  void candidatesDoubleUpToTheLimitAndNeverPassTheCores() {
    assertThat(ThreadChooser.candidates(1)).containsExactly(1);
    assertThat(ThreadChooser.candidates(2)).containsExactly(1, 2);
    assertThat(ThreadChooser.candidates(6)).containsExactly(1, 2, 4, 6);
    assertThat(ThreadChooser.candidates(8)).containsExactly(1, 2, 4, 8);
    most = 64;
    assertThat(byItself().compute().threads()).isEqualTo(8);
  }

  @Test
  void whereThereIsOneCandidateNothingIsMeasured() {
    most = 1;

    assertThat(byItself().sentence()).contains("threads: 1, as there is no core for more");
    assertThat(measured).isEmpty();
  }

  @Test
  void besideAGpuNoThreadsAreMeasured() {
    hardware = GPU;

    assertThat(byItself().compute().threads()).isEqualTo(4);
    assertThat(measured).isEmpty();
  }

  @Test
  void emulatedBfloat16IsToldInOneSentenceAndThreadsAreMeasuredWithIt() {
    ChosenCompute chosen = choose(OptionalInt.empty(), Optional.of(PrecisionChoice.BFLOAT16));

    assertThat(chosen.compute().products()).isEqualTo(Precision.BFLOAT16);
    assertThat(chosen.warnings())
        .containsExactly("bfloat16 is emulated, as cpu has no units that multiply it: it is no"
            + " faster than float32");
    assertThat(measured).extracting(Way::products).containsOnly(Precision.BFLOAT16);
    hardware = BFLOAT16_CPU;
    assertThat(choose(OptionalInt.of(1), Optional.of(PrecisionChoice.BFLOAT16)).warnings())
        .isEmpty();
  }

  @Test
  void aCheckpointsPrecisionIsKeptAndAnotherIsRefusedUntilAccepted() {
    checkpoint = Optional.of(former(with("precision", "bfloat16")));

    assertThat(byItself().compute().products()).isEqualTo(Precision.BFLOAT16);
    hardware = BFLOAT16_CPU;
    assertThat(choose(OptionalInt.empty(), Optional.of(PrecisionChoice.AUTO)).sentence())
        .contains("precision: bfloat16, as the checkpoint's");
    assertThat(measured).isEmpty();
    assertThatThrownBy(() -> choose(OptionalInt.empty(), Optional.of(PrecisionChoice.FLOAT32)))
        .hasMessageContaining("(precision is float32, was bfloat16)");
    acceptOthers = true;
    assertThat(choose(OptionalInt.empty(), Optional.of(PrecisionChoice.FLOAT32)).compute())
        .isEqualTo(new Compute("cpu", 3, Precision.FLOAT32, false, ProgramVersion.TWO));
  }

  @Test
  void aRunKeepsItsProgramAndManifestsWithoutOneAreTheFirsts() {
    assertThat(byItself().compute().program()).isEqualTo(ProgramVersion.TWO);
    assertThat(byItself().sentence()).doesNotContain("program");
    for (FormerCompute first :
        List.of(former(Map.of("device", "cpu", "threads", "3")), former(with("program", "1")))) {
      checkpoint = Optional.of(first);

      assertThat(byItself().compute().program()).isEqualTo(ProgramVersion.ONE);
      assertThat(byItself().sentence()).endsWith("; program: 1, as the checkpoint's");
    }
  }

  @Test
  void aCheckpointOfAProgramThatIsNotKnownHereIsRefusedUntilAccepted() {
    checkpoint = Optional.of(former(with("program", "3")));

    assertThatThrownBy(this::byItself).hasMessageContaining("(program is 2, was 3)");
    acceptOthers = true;
    assertThat(byItself().compute().program()).isEqualTo(ProgramVersion.TWO);
  }

  @Test
  void aManifestWithoutAPrecisionCountsAsFloat32() {
    checkpoint = Optional.of(former(Map.of("device", "cpu", "threads", "3")));

    assertThat(byItself().compute().products()).isEqualTo(Precision.FLOAT32);
    assertThatThrownBy(() -> choose(OptionalInt.empty(), Optional.of(PrecisionChoice.BFLOAT16)))
        .hasMessageContaining("(precision is bfloat16, was float32)");
  }

  @Test
  void tensorFloat32IsAnotherPrecision() {
    checkpoint = Optional.of(
        former(Map.of("device", "cuda:0", "threads", "3", "precision", "float32-tf32")));
    hardware = GPU;

    assertThatThrownBy(this::byItself)
        .hasMessageContaining("(precision is float32, was float32-tf32)");
    hardware = new Hardware("cuda:0", true, true, true, 8);
    assertThat(byItself().sentence()).contains("precision: float32-tf32, as the checkpoint's");
    checkpoint = Optional.of(former(with("device", "cuda:0")));
    assertThatThrownBy(this::byItself)
        .hasMessageContaining("(precision is float32-tf32, was float32)");
  }

  @Test
  void automaticPrecisionIsFloat32WithoutAMeasurementWhereThereAreNoUnits() {
    ChosenCompute chosen = choose(OptionalInt.of(1), Optional.of(PrecisionChoice.AUTO));

    assertThat(chosen.compute().products()).isEqualTo(Precision.FLOAT32);
    assertThat(chosen.sentence())
        .contains("precision: float32, as the device has no units for bfloat16");
    assertThat(measured).isEmpty();
  }

  @Test
  void automaticPrecisionIsBfloat16WhereItIsWorthIt() {
    hardware = BFLOAT16_CPU;
    millis = way -> way.products() == Precision.FLOAT32 ? 11.1 : 10.0;

    ChosenCompute chosen = choose(OptionalInt.of(6), Optional.of(PrecisionChoice.AUTO));

    assertThat(chosen.compute().products()).isEqualTo(Precision.BFLOAT16);
    assertThat(chosen.sentence())
        .contains(
            "precision: bfloat16, as a step takes 11.1 ms by float32 and 10.0 ms by bfloat16");
    assertThat(measured)
        .containsExactly(new Way(6, Precision.FLOAT32), new Way(6, Precision.BFLOAT16));
    millis = way -> way.products() == Precision.FLOAT32 ? 10.9 : 10.0;
    assertThat(choose(OptionalInt.of(6), Optional.of(PrecisionChoice.AUTO)).compute())
        .isEqualTo(new Compute("cpu", 6, Precision.FLOAT32, false, ProgramVersion.TWO));
  }

  private ChosenCompute byItself() {
    return choose(OptionalInt.empty(), Optional.empty());
  }

  private ChosenCompute choose(OptionalInt threads, Optional<PrecisionChoice> precision) {
    ComputeSettings asked = new ComputeSettings(DeviceChoice.AUTO, threads, most, precision);
    return new ComputeChooser(asked, hardware, acceptOthers, checkpoint).choose(ways -> {
      measured.addAll(ways);
      return ways.stream().map(each -> millis.applyAsDouble(each)).toList();
    });
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> settings = new HashMap<>(BEFORE);
    settings.put(key, value);
    return settings;
  }

  private static FormerCompute former(Map<String, String> settings) {
    return new FormerCompute("a/000000000005", settings);
  }
}
