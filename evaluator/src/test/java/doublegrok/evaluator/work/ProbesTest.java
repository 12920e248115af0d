package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.log.RecordedFindings;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.ModelState;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import doublegrok.spec.RunSpec;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.finding.Scalar;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of probes, with one more than there is. */
final class ProbesTest {
  private static final RunSpec SPEC = TinyCheckpoints.spec("swaps=[]");

  @Test
  void aProbeThatJoinsTheListIsKeptUnderItsNameAsItsShape() {
    ComputeThreads.use(1);
    var weights = ModelState.initial(SPEC.model(), SPEC.optimizer(), 1).weights();
    Findings found = new WeightsEvaluation(
            SPEC, 0, Probes.builtIn().of(Cost.CHEAP).with(new ToyProbe()))
        .of(
            new Subject("a", 7, "0".repeat(64)),
            weights,
            ComputeDevice.choose(DeviceChoice.CPU),
            Clock.systemUTC());

    ProbeResult kept = found.probes().stream()
        .filter(each -> each.getName().equals("toy"))
        .findFirst()
        .orElseThrow();
    byte[] bytes = Topics.PROBES.codec().encode(kept);
    ProbeResult read = Topics.PROBES.codec().decode(bytes);
    assertThat(RecordedFindings.of(read, Optional::empty).orElseThrow().scalars())
        .singleElement()
        .satisfies(scalar -> assertThat(scalar.value()).isPositive())
        .extracting(Scalar::label)
        .isEqualTo("mean square");
  }

  /** Without an evaluation: whoever has a group of its own need not wait for one. */
  @Test
  void aDearProbeLooksAloneWhenTheSpecSaysSo(@TempDir Path directory) {
    TinyCheckpoints checkpoints = new TinyCheckpoints(directory);
    RunSpec seldom = TinyCheckpoints.spec("swaps=[]", "checkpoint.every=10", "probes={toy: 2}");
    try (Prober prober = checkpoints.prober(new Probes(List.of(new ToyProbe())))) {
      assertThat(TinyCheckpoints.looks(prober, manifest(checkpoints, seldom, 40)))
          .extracting(ProbeResult::getName, ProbeResult::getStep)
          .containsExactly(tuple("toy", 40L));
      assertThat(TinyCheckpoints.looks(prober, manifest(checkpoints, seldom, 30)))
          .isEmpty();
    }
  }

  @Test
  void aProbeLooksWithTheMeansOfTheSpec(@TempDir Path directory) {
    TinyCheckpoints checkpoints = new TinyCheckpoints(directory);
    RunSpec plain = TinyCheckpoints.spec("swaps=[]");
    RunSpec first = TinyCheckpoints.spec("swaps=[]", "probes={toy: {every: 1, power: 1}}");
    RunSpec second = TinyCheckpoints.spec("swaps=[]", "probes={toy: {every: 1, power: 2}}");
    RunSpec wrong = TinyCheckpoints.spec("swaps=[]", "probes={toy: {every: 1, power: 5}}");
    try (Prober prober = checkpoints.prober(new Probes(List.of(new ToyProbe())))) {
      Function<RunSpec, Object> found = spec ->
          TinyCheckpoints.looks(prober, manifest(checkpoints, spec, 0)).get(0).getBody();

      assertThat(found.apply(second)).isEqualTo(found.apply(plain));
      assertThat(found.apply(first)).isNotEqualTo(found.apply(second));
      assertThatThrownBy(() -> found.apply(wrong))
          .hasMessageContaining("probes.toy.power must be a whole number 1..4, was 5");
      assertThatThrownBy(
              () -> prober.probe(manifest(checkpoints, plain, 0), (all, spec) -> all, () -> true))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void meansThatAProbeDoesNotHaveAreRefusedWithASentence() {
    Probes all = Probes.builtIn().with(new ToyProbe());

    assertThat(all.checked(SPEC)).isEqualTo(SPEC);
    assertThatThrownBy(
            () -> all.checked(TinyCheckpoints.spec("probes={toy: {every: 1, powre: 3}}")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("unknown key probes.toy.powre; did you mean power?");
    assertThatThrownBy(
            () -> all.checked(TinyCheckpoints.spec("probes={attention: {every: 1, size: 3}}")))
        .hasMessageContaining("probes.attention must be a number of checkpoints, as this probe has"
            + " no means, was given size; leave that out");
    RunSpec foreign = TinyCheckpoints.spec("probes={other: {every: 1, size: 3}}");
    assertThat(all.checked(foreign)).as("another program's").isEqualTo(foreign);
  }

  private static CheckpointManifest manifest(TinyCheckpoints checkpoints, RunSpec spec, long step) {
    return TinyCheckpoints.manifest("a", step, 0, spec, checkpoints.weights(spec, 3));
  }

  @Test
  void aProbeThatCaresForTransitionsLooksNearOneAndOnlyWhereItDoesNotAnyway() {
    RunSpec caring = TinyCheckpoints.spec(
        "checkpoint.every=10", "probes={toy: {every: 4, around_transitions: 2}}");
    Probes all = Probes.builtIn().with(new ToyProbe());

    assertThat(names(all.dueToTransition(caring, 30, () -> 2))).containsExactly("toy");
    assertThat(names(all.dueToTransition(caring, 30, () -> 3))).isEmpty();
    assertThat(names(all.dueToTransition(caring, 40, () -> 0)))
        .as("by its rhythm")
        .isEmpty();
    assertThat(names(all.due(caring, 40))).contains("toy");
  }

  private static List<String> names(Probes probes) {
    return probes.all().stream().map(Probe::name).toList();
  }

  @Test
  void theSpecSaysWhenProbesLookAndTheSpectrumLooksAlways() {
    RunSpec seldom = TinyCheckpoints.spec("evaluation.probe_every=3", "checkpoint.every=10");
    Probes all = Probes.builtIn().with(new ToyProbe());

    assertThat(all.due(seldom, 30).all())
        .extracting(Probe::name)
        .containsExactly(
            "spectrum", "family", "attention", "components-blocks", "components-embedding", "toy");
    assertThat(all.due(seldom, 20).all()).extracting(Probe::name).containsExactly("spectrum");
    RunSpec byName = TinyCheckpoints.spec(
        "checkpoint.every=10", "probes={toy: 2, spectrum: 5, attention: 0, label-noise: 5}");
    assertThat(all.due(byName, 20).all())
        .extracting(Probe::name)
        .containsExactly("family", "components-blocks", "components-embedding", "toy");
    assertThat(all.due(byName, 50).all())
        .extracting(Probe::name)
        .containsExactly(
            "spectrum", "family", "label-noise", "components-blocks", "components-embedding");
    assertThat(all.of(Cost.DEAR).all())
        .extracting(Probe::name)
        .containsExactly("learning-coefficient", "toy");
    assertThat(all.of(Cost.CHEAP).all()).hasSize(all.all().size() - 2);
  }

  @Test
  void twoProbesOfOneNameAreRefused() {
    assertThatThrownBy(() -> new Probes(List.of(new ToyProbe(), new ToyProbe())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probes must have names of their own, had [toy, toy]");
  }
}
