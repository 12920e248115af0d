package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.ProbeResult;
import doublegrok.record.RatioHeads;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import doublegrok.record.StartRun;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpecs;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law of what is kept: after any records, in any order that the log can have, the standings are
 * what is computed anew from all records, and those that a restart reads.
 */
final class StandingsTest {
  private static final List<String> RUNS = List.of("a", "a-1", "b");
  private static final String SPEC = RunSpecs.canonical(ViewDriver.SPEC);
  private static final List<EventKind> KINDS = List.of(EventKind.values());
  private static final List<String> SETS =
      List.of("ood", "id-train", "id-test", "formerly-id-test", "unheard-of");
  private static final List<String> TRANSITIONS = List.of(
      "",
      "enlightenment",
      Transition.of(Tasks.NOW, Change.GENERALISATION).label(),
      Transition.of(Tasks.NEVER, Change.GENERALISATION).label());

  private final LogStores view = new LogStores(RunSpecs.builtIn());
  private final ViewStores stores = new ViewStores(view::store, RunSpecs.builtIn());
  private long offset;

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsKeptIsWhatIsComputedAnew(int seed) {
    Random random = new Random(seed);
    int steps = 3 + random.nextInt(30);
    for (int record = 0; record < 150; record++) {
      takeUp(random, RUNS.get(random.nextInt(RUNS.size())), random.nextInt(steps));
      if (record % 15 == 0) {
        requireKept(view.standings());
      }
    }
    requireKept(view.standings());
    requireKept(Standings.of(stores));
    assertThat(view.standings().summaries()).hasSizeGreaterThan(1);
  }

  @Test
  void runsOfOneTimeAreInTheOrderOfTheirNames() {
    for (String run : List.of("b", "c", "a")) {
      start(run, 7);
    }
    start("d", 8);

    assertThat(view.standings().summaries())
        .extracting(RunSummary::run)
        .containsExactly("d", "a", "b", "c");
  }

  @Test
  void whatIsAskedForAgainIsNotMadeAgain() {
    start("a", 7);
    start("b", 8);
    List<RunSummary> before = view.standings().summaries();
    RunSignals signals = view.standings().signals("a").orElseThrow();

    put(Topics.STEPS, RecordKeys.step("b", 1), stepReport(new Random(1), "b", 1));

    List<RunSummary> after = view.standings().summaries();
    assertThat(after.get(0).step()).isEqualTo(1);
    assertThat(after.get(1)).isSameAs(before.get(1));
    assertThat(view.standings().signals("a")).containsSame(signals);
  }

  private void requireKept(Standings standings) {
    RecomputedRuns oracle = new RecomputedRuns(stores);
    List<RunSummary> expected = new ArrayList<>();
    for (String run : RUNS) {
      oracle.summary(run).ifPresent(expected::add);
      assertThat(standings.summary(run)).isEqualTo(oracle.summary(run));
      assertThat(standings.isStarted(run)).isEqualTo(oracle.summary(run).isPresent());
      assertThat(standings.parent(run)).isEqualTo(oracle.summary(run).flatMap(RunSummary::parent));
      assertThat(standings.signals(run)).isEqualTo(oracle.signals(run));
    }
    expected.sort(Comparator.comparingLong(RunSummary::startedAtMillis)
        .reversed()
        .thenComparing(RunSummary::run));
    assertThat(standings.summaries()).isEqualTo(expected);
    assertThat(standings.summary("nobody")).isEmpty();
  }

  private void takeUp(Random random, String run, long step) {
    switch (random.nextInt(8)) {
      case 0 -> command(random, run);
      case 1, 2 -> put(Topics.STEPS, RecordKeys.step(run, step), stepReport(random, run, step));
      case 3 -> put(Topics.CHECKPOINTS, RecordKeys.step(run, step), manifest(random, run, step));
      case 4 -> {
        SetEvaluation evaluation = evaluation(random, run, step);
        put(Topics.EVALUATIONS, RecordKeys.evaluation(run, step, evaluation.getSet()), evaluation);
      }
      case 5 -> {
        int version = random.nextInt(3);
        put(
            Topics.REFERENCES,
            RecordKeys.version(run, version),
            Levels.of(run, version, random.nextDouble(), "ood"));
      }
      case 6 -> {
        String name = random.nextInt(4) == 0 ? "ratio-heads" : "spectrum";
        SpecificRecord body = random.nextInt(6) == 0
            ? new RatioHeads(1, 1, List.of(0.5))
            : new Spectrum(Map.of("exact", random.nextDouble()), random.nextDouble());
        put(
            Topics.PROBES,
            RecordKeys.probe(run, step, name),
            new ProbeResult(run, step, name, 0, "0".repeat(64), body, Instant.EPOCH));
      }
      default -> put(Topics.EVENTS, run, event(random, run, step));
    }
  }

  private void command(Random random, String run) {
    switch (random.nextInt(4)) {
      case 0 -> start(run, random.nextInt(3));
      case 1 -> command(run, random.nextInt(3), new ForkRun("b", (long) random.nextInt(9), SPEC));
      case 2 -> command(run, 0, new StartRun("seed: [1"));
      default -> command(run, 0, new PauseRun());
    }
  }

  private void start(String run, long atMillis) {
    command(run, atMillis, new StartRun(SPEC));
  }

  private void command(String run, long atMillis, SpecificRecord body) {
    ControlCommand command = new ControlCommand(run, 0, "id", Instant.ofEpochMilli(atMillis), body);
    put(Topics.CONTROL, RecordKeys.command(run, 0, "id"), command);
  }

  private static StepReport stepReport(Random random, String run, long step) {
    Instant at = Instant.ofEpochMilli(random.nextInt(10_000));
    return new StepReport(
        run, step, random.nextInt(3), random.nextDouble(), 1e-3, 0.5, 0.25, 0.75, 500L, at);
  }

  private static CheckpointManifest manifest(Random random, String run, long step) {
    Instant at = Instant.ofEpochMilli(random.nextInt(10_000));
    return Manifests.of(run, step, SPEC, at, random.nextInt(3) == 0);
  }

  private static SetEvaluation evaluation(Random random, String run, long step) {
    List<ShotCount> shots = new ArrayList<>();
    for (int shot = 0; shot <= random.nextInt(4); shot++) {
      Double unexplained = random.nextBoolean() ? null : random.nextDouble();
      shots.add(new ShotCount(
          shot, (long) random.nextInt(9), 9L, 2.0, Map.of("copy", 1.0), unexplained, null));
    }
    String set = SETS.get(random.nextInt(SETS.size()));
    return new SetEvaluation(
        run, step, set, random.nextInt(3), "0".repeat(64), 9, shots, 0.1, Instant.EPOCH);
  }

  private static RunEvent event(Random random, String run, long step) {
    EventKind kind =
        random.nextInt(3) == 0 ? EventKind.TRANSITION : KINDS.get(random.nextInt(KINDS.size()));
    Map<String, String> details = Map.of(
        EventDetails.TRANSITION,
        TRANSITIONS.get(random.nextInt(TRANSITIONS.size())),
        EventDetails.CHANGE,
        List.of("gained", "lost", "regained").get(random.nextInt(3)),
        EventDetails.CAUSE,
        List.of("nan", "stall", "boredom").get(random.nextInt(3)));
    Instant at = Instant.ofEpochMilli(random.nextInt(10_000));
    return new RunEvent(
        run, kind, step, null, 0, "it", random.nextInt(9) == 0 ? Map.of() : details, at);
  }

  private <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
    byte[] bytes = topic.codec().encode(value);
    assertThat(view.put(new ConsumerRecord<>(topic.name(), 0, offset++, key, bytes)))
        .isPresent();
  }
}
