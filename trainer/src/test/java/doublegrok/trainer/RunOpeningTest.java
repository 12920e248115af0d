package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.EventDetails;
import doublegrok.log.Topics;
import doublegrok.model.Precision;
import doublegrok.model.ProgramVersion;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.SpecDifference;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import doublegrok.trainer.compute.ChosenCompute;
import doublegrok.trainer.compute.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunOpeningTest {
  @TempDir
  private Path directory;

  private static final ChosenCompute COMPUTING = new ChosenCompute(
      new Compute("cpu", 2, Precision.FLOAT32, false, ProgramVersion.TWO),
      List.of("threads: 2"),
      List.of());

  private CheckpointStore store;
  private Checkpoints checkpoints;
  private CheckpointManifest at0;
  private CheckpointManifest at5;
  private CheckpointManifest at10;

  @BeforeEach
  void take() {
    store = DirectoryStore.in(directory);
    checkpoints = Given.checkpoints(directory);
    at0 = checkpoints.take(Given.SPEC, Given.state(0), 0, 0);
    at5 = checkpoints.take(Given.SPEC, Given.state(5), 6, 1);
    at10 = checkpoints.take(Given.SPEC, Given.state(10), 11, 2);
  }

  @Test
  void aRunWithoutACheckpointStartsAtItsInitialState() {
    RunOpening opening = RunOpening.start(Given.SPEC);

    assertThat(opening.kind()).isEqualTo(EventKind.STARTED);
    assertThat(opening.state()).isEqualTo(Given.state(0));
    assertThat(opening.fresh()).isTrue();
    assertThat(opening.version()).isZero();
    assertThat(opening.offset()).isEmpty();
    assertThat(opening.firstLook(List::of)).isEmpty();
    assertThat(opening.firstLook(() -> List.of(accepted("12"), accepted("99")))).hasValue(12);
    assertThat(opening.firstLook(() -> List.of(accepted("-1")))).isEmpty();
  }

  @Test
  void resumesAtTheManifestThatWasPublishedLast() {
    assertThat(resume(at0, at5, at10))
        .isEqualTo(new RunOpening(
            EventKind.RESUMED,
            Given.SPEC,
            Given.state(10),
            2,
            OptionalLong.of(11),
            Optional.of(at10),
            List.of()));
    assertThat(resume(at0, at5, at10, at5).state().step()).isEqualTo(5);
    assertThat(resume(at0).kind()).isEqualTo(EventKind.RESUMED);
    assertThat(resume(at0).fresh()).isFalse();
  }

  @Test
  void fallsBackToTheNewestSoundCheckpointAndNamesTheDamagedOnes() throws IOException {
    Files.delete(file(at10.getOptimizer()));
    Files.write(file(at5.getWeights()), new byte[] {1, 2, 3});

    RunOpening opening = resume(at0, at5, at10);

    assertThat(opening.state()).isEqualTo(Given.state(0));
    assertThat(opening.version()).isZero();
    assertThat(opening.offset()).hasValue(0);
    assertThat(opening.firstLook(() -> List.of(accepted("12")))).hasValue(0);
    assertThat(opening.damaged()).hasSize(2);
    assertThat(opening.damaged().get(0).sentence())
        .contains("a/000000000010", file(at10.getOptimizer()).toString(), "is missing");
    assertThat(opening.damaged().get(1).sentence())
        .contains("a/000000000005", file(at5.getWeights()).toString(), "has 3 bytes");
  }

  @Test
  void retiredCheckpointsAreNoneHoweverTheyLieBetweenOthers() throws IOException {
    assertThat(resume(at0, at5, at10, retired(at10)).state().step()).isEqualTo(5);
    assertThat(resume(at0, at5, at10, retired(at5), retired(at0)).state().step())
        .isEqualTo(10);
    assertThat(resume(at0, retired(at0), at5, at0).state().step()).isZero();

    Files.delete(file(at10.getWeights()));

    RunOpening opening = resume(at0, at5, at10, retired(at5));
    assertThat(opening.state().step()).isZero();
    assertThat(opening.damaged()).extracting(RunOpening.Damage::step).containsExactly(10L);
    assertThatThrownBy(() -> resume(at0, at5, at10, retired(at5), retired(at0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none of the run's 1 checkpoints is sound")
        .hasMessageContaining("is missing");
    assertThatThrownBy(() -> resume(at0, retired(at0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none of the run's 0 checkpoints is sound (newest: retired)");
  }

  @Test
  void aForkFromARetiredCheckpointSaysThatItIsNoLongerKept() {
    ForkRun fork = new ForkRun("a", 5L, RunSpecs.canonical(Given.SPEC));
    List<CheckpointManifest> parents = List.of(at0, at5, at10, retired(at5));

    assertThatThrownBy(() -> RunOpening.fork(fork, Given.SPEC, parents, store))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("run 'a' no longer keeps its checkpoint at step 5 to fork from; it has those"
            + " at steps [0, 10]");
  }

  @Test
  void everyDamagedCheckpointIsAnAlarm() throws Exception {
    Files.delete(file(at10.getWeights()));
    FakeLog log = new FakeLog();

    try (Publisher publisher = log.publisher()) {
      new RunEvents(Given.RUN, publisher, Given.CLOCK, Given.TRAINER)
          .opened(resume(at0, at5, at10), COMPUTING, false);
    }

    List<RunEvent> events = log.published(Topics.EVENTS);
    assertThat(events)
        .extracting(RunEvent::getKind)
        .containsExactly(EventKind.ALARM, EventKind.RESUMED);
    assertThat(events).extracting(RunEvent::getDistributionVersion).containsOnly(1);
    assertThat(events).extracting(RunEvent::getStep).containsOnly(5L);
    assertThat(events.get(0).getMessage())
        .contains("a/000000000010", "is missing", "the run goes on from step 5");
    assertThat(events.get(1).getDetails())
        .containsEntry(TransactionFate.TRAINER, Given.TRAINER)
        .containsEntry(EventDetails.COMPUTING, "cpu; threads: 2");
  }

  @Test
  void noSoundCheckpointIsOneSentence() throws IOException {
    for (CheckpointManifest each : List.of(at0, at5, at10)) {
      Files.delete(file(each.getWeights()));
    }

    assertThatThrownBy(() -> resume(at0, at5, at10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none of the run's 3 checkpoints is sound")
        .hasMessageContaining("a/000000000010")
        .hasMessageContaining("bring their files back from a copy");
  }

  @Test
  void aManifestOfAnotherSpecIsRefusedWithTheDifference() {
    RunSpec other = Given.spec("optimizer.learning_rate=0.25", "distribution.tasks=3", "seed=4");

    assertThatThrownBy(
            () -> RunOpening.resume(other, List.of(at0, at10), store, RunSpecs.builtIn()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the spec of run 'a' is not that of its checkpoint at step 10")
        .hasMessageContaining("distribution.tasks is 3, was 8;")
        .hasMessageContaining("optimizer.learning_rate is 0.25, was 0.002;")
        .hasMessageContaining("seed is 4, was 0)");
  }

  @Test
  void swapsAreADifferenceToo() {
    RunSpec swapped = Given.spec("swaps=[{at_batch: 3, set: {distribution.tasks: 2}}]");

    assertThat(SpecDifference.inWords(swapped, Given.SPEC))
        .startsWith("swaps is [")
        .contains("3");
    assertThat(SpecDifference.inWords(Given.SPEC, Given.SPEC)).isEmpty();
  }

  @Test
  void aForkBeginsAtItsParentsCheckpointWithAFreshOneOfItsOwn() {
    RunSpec child = Given.spec("swaps=[{at_batch: 3, set: {distribution.tasks: 2}}]");
    ForkRun fork = new ForkRun("a", 5L, RunSpecs.canonical(child));

    RunOpening opening = RunOpening.fork(fork, child, List.of(at0, at5, at10), store);

    assertThat(opening)
        .isEqualTo(new RunOpening(
            EventKind.FORKED,
            child,
            Given.state(5),
            1,
            OptionalLong.empty(),
            Optional.of(at5),
            List.of()));
    assertThat(opening.fresh()).isTrue();
  }

  @Test
  void aForkFromAStepWithoutACheckpointNamesThoseThatAre() {
    ForkRun fork = new ForkRun("a", 7L, RunSpecs.canonical(Given.SPEC));

    assertThatThrownBy(() -> RunOpening.fork(fork, Given.SPEC, List.of(at0, at5), store))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "run 'a' has no checkpoint at step 7 to fork from; it has those at steps [0, 5]");
  }

  @Test
  void aSwapThatCameWhileTheRunTrainedIsInTheManifestsSpec() {
    RunSpec swapped = Given.spec("swaps=[{at_batch: 3, set: {distribution.tasks: 2}}]");
    CheckpointManifest later = checkpoints.take(swapped, Given.state(12), 13, 1);

    assertThat(resume(at0, later).spec()).isEqualTo(swapped);
  }

  private static CheckpointManifest retired(CheckpointManifest manifest) {
    return Manifests.retired(manifest);
  }

  private RunOpening resume(CheckpointManifest... manifests) {
    return RunOpening.resume(Given.SPEC, List.of(manifests), store, RunSpecs.builtIn());
  }

  private Path file(StoredFile stored) {
    String name = stored.getSha256();
    return directory.resolve(name.substring(0, 2)).resolve(name + CheckpointStore.SUFFIX);
  }

  private static RunEvent accepted(String from) {
    Map<String, String> details =
        Map.of(EventDetails.COMMAND, "id", EventDetails.BATCHES_FROM, from);
    return new RunEvent(
        "run", EventKind.ACCEPTED, 0L, 0L, 0, "the run begins", details, Instant.EPOCH);
  }
}
