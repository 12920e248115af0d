package doublegrok.bench;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.SweepRecord;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.log.SweepRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Section about many finished runs in a viewer's view: a sweep whose runs are copies of one. */
final class RunsSection {
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(30);
  private static final String SWEEP = "many";
  private static final String SMOKE = "smoke";

  /** What a run leaves, but for its batches, which no viewer reads. */
  private static final List<Topic<? extends SpecificRecord>> LEFT = List.of(
      Topics.CONTROL,
      Topics.STEPS,
      Topics.CHECKPOINTS,
      Topics.REFERENCES,
      Topics.EVALUATIONS,
      Topics.PROBES,
      Topics.EVENTS);

  private static final List<String> ASKED =
      List.of("/api/runs", "/api/sweeps/" + SWEEP, "/metrics");

  private RunsSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    int runs = setting.times(1000, 10);
    Path directory = setting.newDirectory("runs");
    try (Program demo = Program.demo(setting, directory, "--preset=" + SMOKE)) {
      demo.secondsUntilShown(run -> run.at("/summary/state").asText().equals("finished"));
    }
    Figures starts = new Figures();
    try (Program broker = Program.broker(setting, directory)) {
      int records = copy(broker.kafka(), runs);
      for (int round = 0; round < setting.rounds(); round++) {
        Path state = setting.newDirectory("viewer");
        start(setting, directory, state, runs, "from the log", starts);
        start(setting, directory, state, runs, "from its state", starts);
      }
      starts.tell(report);
      answers(setting, directory, runs, report);
      report.remark(
          ("%d finished runs of one sweep, copies of a run of the preset %s, %d records; a viewer"
                  + " in a process of its own, from its start until /api/runs lists all of them.")
              .formatted(runs, SMOKE, records));
    }
  }

  private static void start(
      Setting setting, Path directory, Path state, int runs, String way, Figures found)
      throws Exception {
    try (Program viewer = Program.viewer(setting, directory, state)) {
      double seconds = viewer.process.secondsUntil(() -> viewer.finishedRuns() > runs);
      found.add(way, "all in view", "s", seconds);
      viewer
          .process
          .residentMegabytes()
          .ifPresent(each -> found.add(way, "resident memory", "MB", each));
    }
  }

  private static void answers(Setting setting, Path directory, int runs, Report report)
      throws Exception {
    try (Program viewer = Program.viewer(setting, directory, setting.newDirectory("viewer"))) {
      viewer.process.secondsUntil(() -> viewer.finishedRuns() > runs);
      List<Rounds.Measurement> asked = new ArrayList<>();
      for (String path : ASKED) {
        asked.add(setting.seconds(() -> viewer.get(path)));
      }
      List<Samples> seconds = setting.inTurn(asked);
      for (int i = 0; i < ASKED.size(); i++) {
        report.figure("GET " + ASKED.get(i), "answer", "ms", seconds.get(i).times(1000));
        double bytes = viewer.get(ASKED.get(i)).length();
        report.figure("GET " + ASKED.get(i), "size", "kB", new Samples(List.of(bytes / 1000)));
      }
    }
  }

  /** Copies what the only run has left to each run of a sweep, and says of that that it is done. */
  private static int copy(KafkaSettings kafka, int runs) throws Exception {
    SweepPlan plan = new SweepPlanner(RunSpecs.builtIn(), spec -> {})
        .plan(
            SWEEP,
            SweepFiles.parse("base: %s%nseeds: %d".formatted(SMOKE, runs), SWEEP),
            Presets.text(SMOKE));
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      for (Topic<? extends SpecificRecord> topic : LEFT) {
        copy(topic, kafka, plan, producer, sent);
      }
      List<Object> standings = new ArrayList<>();
      standings.add(SweepRecords.standing(SweepPhase.DONE, plan));
      plan.runs()
          .forEach(run -> standings.add(
              SweepRecords.standing(RunStand.first(run.run()).in(RunPlace.DONE, ""))));
      for (Object standing : standings) {
        SweepRecord record = new SweepRecord(SWEEP, Instant.now(), standing);
        sent.add(producer.send(Topics.SWEEPS.record(SweepRecords.key(record), record)));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    }
    return sent.size();
  }

  private static <V extends SpecificRecord> void copy(
      Topic<V> topic,
      KafkaSettings kafka,
      SweepPlan plan,
      KafkaProducer<String, byte[]> producer,
      List<Future<?>> sent) {
    new RunScan(kafka, SCAN_WITHIN).each(topic, Program.RUN, original -> {
      V record = topic.codec().decode(original.value());
      int field = record.getSchema().getField("run").pos();
      for (PlannedRun run : plan.runs()) {
        record.put(field, run.run());
        String key = run.run() + original.key().substring(Program.RUN.length());
        sent.add(producer.send(topic.record(key, record)));
      }
    });
  }
}
