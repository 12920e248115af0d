package doublegrok.bench;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Section about what a run in a sweep costs over the same run alone. */
final class SweepSection {
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(30);
  private static final String ALONE = "alone";
  private static final String SWEPT = "in a sweep";

  private SweepSection() {}

  /** Moments of a run's training, in milliseconds. */
  private record Stretch(long begun, long ended) {
    double seconds() {
      return (ended - begun) * 1e-3;
    }
  }

  static void measure(Setting setting, Report report) throws Exception {
    int runs = setting.times(8, 2);
    int steps = setting.times(1000, 20);
    Figures found = new Figures();
    for (int round = 0; round < setting.rounds(); round++) {
      List<Stretch> alone = stretches(setting, 1, steps);
      List<Stretch> swept = stretches(setting, runs, steps);
      found.add(ALONE, "step", "ms", 1000 * alone.get(0).seconds() / steps);
      double mean = swept.stream().mapToDouble(Stretch::seconds).average().orElseThrow();
      found.add(SWEPT, "step", "ms", 1000 * mean / steps);
      for (int run = 1; run < runs; run++) {
        double gap = (swept.get(run).begun() - swept.get(run - 1).ended()) * 1e-3;
        found.add(SWEPT, "between two runs", "s", gap);
      }
    }
    found.tell(report);
    report.remark(
        ("Runs of the preset smoke with %d steps, by 'sweep start --local --slots 1', in a process"
                + " of their own: one alone, then %d one after the other. Times are those of the"
                + " runs' events; between two runs a worker tells, is offered, opens and claims.")
            .formatted(steps, runs));
  }

  /** The training of each run of a sweep, by time. */
  private static List<Stretch> stretches(Setting setting, int runs, int steps) throws Exception {
    Path directory = setting.newDirectory("sweep");
    Path file = Files.writeString(directory.resolve("bench.yaml"), """
        base: smoke
        set: {training.steps: %d, swaps: []}
        seeds: %d
        """.formatted(steps, runs));
    try (Program program = Program.sweep(setting, directory, file)) {
      String done = "%d runs: %d done".formatted(runs, runs);
      program.process.secondsUntil(() -> program.process.said().contains(done));
      KafkaSettings kafka = program.kafka();
      List<RunEvent> events = new RunScan(kafka, SCAN_WITHIN).all(Topics.EVENTS);
      return events.stream()
          .filter(event -> event.getKind() == EventKind.FINISHED)
          .map(end -> new Stretch(
              events.stream()
                  .filter(event -> event.getRun().equals(end.getRun()))
                  .filter(event -> event.getKind() == EventKind.STARTED)
                  .mapToLong(event -> event.getHappenedAtMillis().toEpochMilli())
                  .findFirst()
                  .orElseThrow(),
              end.getHappenedAtMillis().toEpochMilli()))
          .sorted(Comparator.comparingLong(Stretch::begun))
          .toList();
    }
  }
}
