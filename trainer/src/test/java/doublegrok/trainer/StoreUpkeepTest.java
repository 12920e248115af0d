package doublegrok.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.LiveManifests;
import doublegrok.log.EventDetails;
import doublegrok.model.ModelState;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.spec.CheckpointSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import doublegrok.task.modular.ModularSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes by hand, on a log in memory and a store on disk. */
final class StoreUpkeepTest {
  private static final Retention LAST_TWO =
      new Retention(new CheckpointSpec(CheckpointSpec.At.EVERY, 5, 0, 1, 0), ModularSets.all());
  private static final int OPERATIONS = 36;

  @TempDir
  private Path directory;

  private final CheckpointLog log = new CheckpointLog(this::step);
  private int left = Integer.MAX_VALUE;

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  static IntStream operations() {
    return IntStream.range(0, OPERATIONS);
  }

  @Test
  void whatIsRetiredIsDeletedOnceThatIsOnTheLog() throws InterruptedException, IOException {
    Trainer trainer = new Trainer(Given.RUN);
    trainer.take(0, 5, 10, 15);
    log.commit();

    trainer.pass();
    assertThat(log.uncommitted).hasSize(2);
    assertThat(files()).hasSize(8);
    trainer.pass();
    assertThat(log.uncommitted).as("what is retiring is not retired again").hasSize(2);
    assertThat(files()).hasSize(8);
    log.commit();
    trainer.pass();

    assertThat(liveSteps(Given.RUN)).containsExactly(10L, 15L);
    assertThat(files()).isEqualTo(named()).hasSize(4);
    assertThat(trainer.custody.standing().claims().none()).isTrue();
  }

  @Test
  void whatIsOnItsWayToTheLogOrNotYetSeenThereStays() throws InterruptedException, IOException {
    Trainer trainer = new Trainer(Given.RUN);
    trainer.take(0, 5);
    trainer.pass();
    trainer.pass();
    assertThat(files()).hasSize(4);
    log.commit();
    log.shown = 1;
    trainer.pass();
    trainer.pass();
    assertThat(files()).hasSize(4);
    log.shown = Integer.MAX_VALUE;
    trainer.pass();
    assertThat(files()).isEqualTo(named()).hasSize(4);
  }

  @Test
  void aForksParentStaysUntilTheForkHasACheckpointOfItsOwn()
      throws InterruptedException, IOException {
    Trainer trainer = new Trainer(Given.RUN);
    trainer.take(0, 5, 10, 15);
    log.commit();
    log.commands.add(
        new ControlCommand("child", 0, "id", Instant.EPOCH, new ForkRun(Given.RUN, 5L, "")));

    settle(trainer);
    assertThat(liveSteps(Given.RUN)).containsExactly(5L, 10L, 15L);

    new Trainer("child").take(5);
    log.commit();
    settle(trainer);
    assertThat(liveSteps(Given.RUN)).containsExactly(10L, 15L);
    assertThat(liveSteps("child")).containsExactly(5L);
    assertThat(files()).isEqualTo(named()).hasSize(6);
  }

  @Test
  void whatAnEventKeepsForeverStays() throws InterruptedException {
    Trainer trainer = new Trainer(Given.RUN);
    trainer.take(0, 5, 10, 15);
    log.commit();
    log.events.add(new RunEvent(
        Given.RUN,
        EventKind.TRANSITION,
        5L,
        null,
        0,
        "grokked",
        Map.of(EventDetails.KEEP, EventDetails.FOREVER),
        Instant.EPOCH));

    settle(trainer);

    assertThat(liveSteps(Given.RUN)).containsExactly(5L, 10L, 15L);
  }

  @Test
  void aStepTakenAgainWithOtherBytesLeavesNoOrphan() throws InterruptedException, IOException {
    Trainer first = new Trainer(Given.RUN);
    first.take(0, 5, 10);
    log.commit();
    settle(first);
    first.discard(10);

    Trainer second = new Trainer(Given.RUN);
    assertThat(second.custody.damaged()).containsExactly(10L);
    second.takeOther(10, 77);
    log.commit();
    assertThat(second.custody.damaged()).isEmpty();
    settle(second);

    assertThat(files()).isEqualTo(named());
  }

  @Test
  void whatWillBeTakenAgainIsNotRetired() throws InterruptedException, IOException {
    Trainer first = new Trainer(Given.RUN);
    first.take(0, 5, 10, 15, 20);
    log.commit();
    first.discard(10);
    first.discard(15);
    first.discard(20);

    settle(new Trainer(Given.RUN));

    assertThat(liveSteps(Given.RUN)).containsExactly(0L, 5L, 10L, 15L, 20L);
  }

  @Test
  void halfOfACheckpointThatCouldNotBeWrittenIsCollected()
      throws InterruptedException, IOException {
    DirectoryStore store = DirectoryStore.in(directory);
    store.takeOver(Given.RUN);
    var unused = store.put(
        Given.RUN, CheckpointStore.SUFFIX, path -> Files.writeString(path, "weights alone"));
    assertThat(files()).hasSize(1);

    settle(new Trainer(Given.RUN));

    assertThat(files()).isEmpty();
  }

  /** Kills the trainer before each call of the store and each record. */
  @ParameterizedTest
  @MethodSource("operations")
  void wheneverItIsKilledTheNextOneLosesNothingAndLeavesNoOrphan(int number)
      throws InterruptedException, IOException {
    Trainer other = new Trainer("other");
    other.take(0);
    log.commit();
    left = number;
    boolean killed = false;
    try {
      Trainer trainer = new Trainer(Given.RUN);
      trainer.take(0, 5, 10, 15);
      log.commit();
      trainer.pass();
      log.commit();
      trainer.pass();
    } catch (Killed expected) {
      killed = true;
    }
    left = Integer.MAX_VALUE;
    log.uncommitted.clear(); // a transaction that nobody commits is aborted

    Trainer next = new Trainer(Given.RUN);
    settle(next);
    settle(other);

    assertThat(killed).isEqualTo(number < OPERATIONS - 1);
    assertThat(files()).isEqualTo(named());
    CheckpointStore sound = DirectoryStore.in(directory);
    LiveManifests.live(log.manifests())
        .forEach(each ->
            assertThat(Checkpoints.load(sound, each)).isEqualTo(Given.state(each.getStep())));
  }

  /** A trainer as far as its checkpoints go, opened on what the log and the store hold. */
  private final class Trainer {
    private final String run;
    private final Checkpoints checkpoints;
    private final ClaimedFiles custody;
    private final StoreUpkeep upkeep;

    Trainer(String run) {
      this.run = run;
      HookedStore store = new HookedStore(DirectoryStore.in(directory), StoreUpkeepTest.this::step);
      store.takeOver(run);
      checkpoints = Given.checkpoints(run, store);
      custody = new ClaimedFiles(run, store);
      List<CheckpointManifest> own =
          log.manifests().stream().filter(each -> each.getRun().equals(run)).toList();
      RunOpening opening = own.isEmpty()
          ? RunOpening.start(Given.SPEC)
          : RunOpening.resume(Given.SPEC, own, store, RunSpecs.builtIn());
      custody.open(opening, own);
      upkeep = new StoreUpkeep(run, custody, LAST_TWO, log, log::publish);
    }

    void take(long... steps) {
      for (long step : steps) {
        CheckpointManifest manifest =
            custody.take(() -> checkpoints.take(Given.SPEC, Given.state(step), step, 0));
        log.publish(manifest, () -> custody.committed(manifest));
      }
    }

    void takeOther(long step, long seed) {
      ModelState state = Given.state(seed);
      ModelState other = new ModelState(state.weights(), state.moments(), step);
      CheckpointManifest manifest =
          custody.take(() -> checkpoints.take(Given.SPEC, other, step, 0));
      log.publish(manifest, () -> custody.committed(manifest));
    }

    void pass() throws InterruptedException {
      upkeep.pass(() -> {});
    }

    void discard(long step) throws IOException {
      for (CheckpointManifest each : LiveManifests.live(log.manifests())) {
        if (each.getRun().equals(run) && each.getStep() == step) {
          String name = each.getWeights().getSha256();
          Files.writeString(
              directory.resolve(name.substring(0, 2)).resolve(name + CheckpointStore.SUFFIX),
              "damage");
        }
      }
    }
  }

  private void step() {
    if (left-- == 0) {
      throw new Killed();
    }
  }

  private void settle(Trainer trainer) throws InterruptedException {
    trainer.pass();
    log.commit();
    trainer.pass();
  }

  private List<Long> liveSteps(String run) {
    return LiveManifests.live(log.manifests()).stream()
        .filter(each -> each.getRun().equals(run))
        .map(CheckpointManifest::getStep)
        .toList();
  }

  private Set<String> named() {
    return new HashSet<>(Manifests.addresses(LiveManifests.live(log.manifests())));
  }

  /** Addresses of the files in the store. */
  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(each -> directory.relativize(each).getName(0).toString().length() == 2)
          .map(each -> each.getFileName().toString().substring(0, 64))
          .collect(Collectors.toSet());
    }
  }
}
