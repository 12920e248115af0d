package doublegrok.viewer.stream;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.Spectrum;
import doublegrok.record.StartRun;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpecs;
import doublegrok.viewer.view.RunSummary;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Prints what all runs' summaries and signals cost, kept and computed anew from the same stores on
 * this disk, in processor time: {@code StandingsMeasurement [runs] [times]}.
 */
public final class StandingsMeasurement {
  private static final String SPEC = RunSpecs.canonical(ViewDriver.SPEC);
  private static final int STEPS = 50;
  private static final int CHECKPOINTS = 10;
  private static final int SHOTS = 32;

  /** Others use the processor too: it counts only what this thread gets of it. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private StandingsMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    int count = given.size() > 0 ? Integer.parseInt(given.get(0)) : 1_000;
    int times = given.size() > 1 ? Integer.parseInt(given.get(1)) : 20;
    List<String> runs =
        IntStream.range(0, count).mapToObj("run-%04d"::formatted).toList();
    try (DiskStores disk = DiskStores.open(Files.createTempDirectory("standings"), "t")) {
      report("writing", 1, () -> write(disk, runs));
      ViewStores stores = new ViewStores(disk::store, RunSpecs.builtIn());
      RecomputedRuns anew = new RecomputedRuns(stores);
      Standings kept = Standings.of(stores);
      report(
          "making the standings",
          times / 4,
          () -> Standings.of(stores).summaries().size());
      report("summaries, anew", times / 4, () -> summaries(anew, runs).size());
      report("summaries, kept", times, () -> kept.summaries().size());
      report(
          "signals of 100, anew",
          times / 4,
          () -> runs.stream()
              .limit(100)
              .mapToInt(run -> anew.signals(run).orElseThrow().happenings().size())
              .sum());
      report(
          "signals of 100, kept",
          times,
          () -> runs.stream()
              .limit(100)
              .mapToInt(run -> kept.signals(run).orElseThrow().happenings().size())
              .sum());
      report(
          "existence, anew",
          times / 4,
          () -> summaries(anew, runs).stream().noneMatch(each -> each.run().equals("nobody"))
              ? 0
              : 1);
      report("existence, kept", times, () -> kept.isStarted("nobody") ? 1 : 0);
      List<Change> steps = runs.stream()
          .map(run -> change(Topics.STEPS, RecordKeys.step(run, STEPS), step(run, STEPS)))
          .toList();
      report("summaries, when all runs have had a step", times, () -> {
        steps.forEach(kept::add);
        return kept.summaries().size();
      });
    }
  }

  private static List<RunSummary> summaries(RecomputedRuns anew, List<String> runs) {
    return runs.stream().map(anew::summary).flatMap(Optional::stream).toList();
  }

  private static void report(String what, int times, IntSupplier work) {
    double[] millis = new double[times];
    int found = 0;
    for (int time = -times / 2; time < times; time++) { // the first ones only warm
      long began = CLOCK.getCurrentThreadCpuTime();
      found = work.getAsInt();
      if (time >= 0) {
        millis[time] = (CLOCK.getCurrentThreadCpuTime() - began) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-42s median %9.3f ms (%.3f to %.3f of %d; %d)%n",
        what,
        millis[times / 2],
        millis[0],
        millis[times - 1],
        times,
        found);
  }

  private static int write(DiskStores disk, List<String> runs) {
    for (String run : runs) {
      try (DiskStores.Batch batch = disk.batch()) {
        for (Change each : records(run)) {
          batch.put(each.topic(), each.key(), encoded(each));
        }
        batch.write();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
    return runs.size();
  }

  @SuppressWarnings("unchecked") // a change's record is of its topic
  private static byte[] encoded(Change change) {
    return ((Topic<SpecificRecord>) change.topic()).codec().encode(change.record());
  }

  private static <V extends SpecificRecord> Change change(Topic<V> topic, String key, V record) {
    return Change.of(topic.name(), key, 7, topic.codec().encode(record));
  }

  private static List<Change> records(String run) {
    List<Change> records = new ArrayList<>();
    records.add(change(
        Topics.CONTROL,
        RecordKeys.command(run, 0, "id"),
        new ControlCommand(run, 0, "id", ViewDriver.STARTED, new StartRun(SPEC))));
    records.add(change(
        Topics.REFERENCES, RecordKeys.version(run, 0), Levels.of(run, 0, 0.1, "id-train", "ood")));
    for (long step = 1; step <= STEPS; step++) {
      records.add(change(Topics.STEPS, RecordKeys.step(run, step), step(run, step)));
    }
    for (long step = STEPS / CHECKPOINTS; step <= STEPS; step += STEPS / CHECKPOINTS) {
      records.add(change(
          Topics.CHECKPOINTS,
          RecordKeys.step(run, step),
          Manifests.of(run, step, SPEC, Instant.EPOCH, false)));
      for (String set : List.of("id-train", "id-test", "ood")) {
        records.add(change(
            Topics.EVALUATIONS, RecordKeys.evaluation(run, step, set), evaluation(run, step, set)));
      }
      Spectrum spectrum = new Spectrum(Map.of("exact", 0.5, "table", 0.5), 0.1);
      records.add(change(
          Topics.PROBES,
          RecordKeys.probe(run, step, "spectrum"),
          new ProbeResult(run, step, "spectrum", 0, "0".repeat(64), spectrum, Instant.EPOCH)));
    }
    records.add(change(
        Topics.EVENTS,
        run,
        new RunEvent(run, EventKind.FINISHED, 1L, null, 0, "it", Map.of(), Instant.EPOCH)));
    return records;
  }

  private static StepReport step(String run, long step) {
    return new StepReport(run, step, 0, 2.5, 1e-3, 0.5, 0.25, 0.75, 500L, Instant.EPOCH);
  }

  private static SetEvaluation evaluation(String run, long step, String set) {
    List<ShotCount> shots = IntStream.range(0, SHOTS)
        .mapToObj(shot ->
            new ShotCount(shot, 90L, 100L, 50.0, Map.of("exact", 0.9, "table", 0.1), 0.1, null))
        .toList();
    return new SetEvaluation(run, step, set, 0, "0".repeat(64), 100, shots, 0.1, Instant.EPOCH);
  }
}
