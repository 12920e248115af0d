package doublegrok.log;

import doublegrok.record.AttentionPatterns;
import doublegrok.record.CancelSweep;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.ExtendSweep;
import doublegrok.record.ForkRun;
import doublegrok.record.GridScores;
import doublegrok.record.ImpostorScore;
import doublegrok.record.ImpostorScores;
import doublegrok.record.PauseRun;
import doublegrok.record.PauseSweep;
import doublegrok.record.PlannedRun;
import doublegrok.record.PrincipalComponents;
import doublegrok.record.ProbeResult;
import doublegrok.record.RatioHeads;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RejectedRecord;
import doublegrok.record.RepeatedSequences;
import doublegrok.record.ReportKind;
import doublegrok.record.ResumeRun;
import doublegrok.record.ResumeSweep;
import doublegrok.record.RetryRuns;
import doublegrok.record.RunEvent;
import doublegrok.record.RunNote;
import doublegrok.record.RunOffer;
import doublegrok.record.RunReport;
import doublegrok.record.RunStanding;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.SetLevels;
import doublegrok.record.ShotCount;
import doublegrok.record.ShotLevels;
import doublegrok.record.Spectrum;
import doublegrok.record.StartRun;
import doublegrok.record.StartSweep;
import doublegrok.record.StepReport;
import doublegrok.record.StopRun;
import doublegrok.record.StoredFile;
import doublegrok.record.SwapDistribution;
import doublegrok.record.SweepAnswer;
import doublegrok.record.SweepCommand;
import doublegrok.record.SweepPlan;
import doublegrok.record.SweepRecord;
import doublegrok.record.SweepStanding;
import doublegrok.record.SweepState;
import doublegrok.record.SweptRunState;
import doublegrok.record.TokenSequences;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** A record of a topic. */
record Sample<V extends SpecificRecord>(Topic<V> topic, V value) {
  private static final String RUN = "my-run";
  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

  byte[] bytes() {
    return topic.codec().encode(value);
  }

  V decoded(byte[] bytes) {
    return topic.codec().decode(bytes);
  }

  @Override
  public String toString() {
    return topic.name() + " " + value;
  }

  /** Every topic's record, with every branch of its unions. */
  static List<Sample<?>> all() {
    return List.of(
        command(new StartRun("seed: 1\n")),
        command(new SwapDistribution(Map.of("distribution.tasks", "4"), 7L)),
        command(new SwapDistribution(Map.of(), null)),
        command(new PauseRun()),
        command(new ResumeRun()),
        command(new StopRun()),
        command(new ForkRun("parent", 40L, "seed: 2\n")),
        new Sample<>(Topics.DEMAND, new Demand(RUN, 99L, null, 0L, 500L)),
        new Sample<>(Topics.DEMAND, new Demand(RUN, 99L, 3L, 2L, 500L)),
        batch(),
        batch(new RepeatedSequences(40L)),
        new Sample<>(
            Topics.STEPS, new StepReport(RUN, 5L, 1, 2.5, 1e-3, 0.25, 0.01, 0.02, 640L, NOW)),
        manifest(17L),
        manifest(null),
        new Sample<>(Topics.WORK, manifest(null).value()),
        evaluation(),
        levels(),
        probe(new Spectrum(Map.of("table", 0.25, "exact", 0.75), 0.5)),
        probe(new GridScores(
            1, 2, "y", "x", 3, List.of(4), bytes(0, 255), Map.of("exact", bytes(255, 255)))),
        probe(new ImpostorScores(List.of(new ImpostorScore(1, 0.5, 0.25, 0.125)))),
        probe(new AttentionPatterns(1, 1, bytes(7), bytes(255))),
        probe(new RatioHeads(1, 2, List.of(0.0, 1.0))),
        probe(new PrincipalComponents(1, List.of(1.0), bytes(3), List.of(0.5f))),
        new Sample<>(
            Topics.EVENTS,
            new RunEvent(
                RUN, EventKind.SWAPPED, 8L, 7L, 1, "from batch 7 on", Map.of("a", "b"), NOW)),
        new Sample<>(
            Topics.EVENTS, new RunEvent(RUN, EventKind.ALARM, 8L, null, 1, "", Map.of(), NOW)),
        sweep(new SweepCommand("c0ffee", new StartSweep(plan()))),
        sweep(new SweepCommand(
            "c0ffee", new ExtendSweep(plan().getRuns(), List.of("model.layers"), 1, 2))),
        sweep(new SweepCommand("c0ffee", new PauseSweep())),
        sweep(new SweepCommand("c0ffee", new ResumeSweep())),
        sweep(new SweepCommand("c0ffee", new CancelSweep())),
        sweep(new SweepCommand("c0ffee", new RetryRuns(List.of(RUN)))),
        sweep(new SweepAnswer("c0ffee", true, "the sweep is paused")),
        sweep(new SweepStanding(SweepState.RUNNING, plan())),
        sweep(new RunStanding(RUN, SweptRunState.POISON, true, 4, 3, "here-1", "the loss is NaN")),
        sweep(new RunReport(RUN, 4, "here-1", ReportKind.HELD, "")),
        sweep(new RunNote(RUN, List.of("odd"), "rises twice")),
        new Sample<>(Topics.QUEUE, new RunOffer(RUN, "my-sweep", 4, NOW)),
        new Sample<>(Topics.REJECTED, rejected(ByteBuffer.wrap(new byte[] {1, 2, 3}))),
        new Sample<>(Topics.REJECTED, rejected(null)));
  }

  static Sample<SequenceBatch> batch() {
    return batch(new TokenSequences(
        251, 4, ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 127, -128, -6, 10}), List.of(5, 250)));
  }

  private static Sample<SequenceBatch> batch(Object payload) {
    return new Sample<>(
        Topics.BATCHES,
        new SequenceBatch(
            RUN,
            41L,
            2,
            Map.of("distribution.tasks", "4"),
            -7L,
            "modular-shift",
            2,
            2,
            List.of(1, 3),
            3_000_000_000L,
            payload,
            null,
            0));
  }

  private static Sample<ControlCommand> command(Object body) {
    return new Sample<>(Topics.CONTROL, new ControlCommand(RUN, 3, "c0ffee", NOW, body));
  }

  private static Sample<SweepRecord> sweep(Object body) {
    return new Sample<>(Topics.SWEEPS, new SweepRecord("my-sweep", NOW, body));
  }

  private static SweepPlan plan() {
    return new SweepPlan(
        "seed: 1\n",
        Map.of("training.steps", "9"),
        List.of("model.layers"),
        List.of(new PlannedRun(RUN, -7L, Map.of("model.layers", "2"))),
        0,
        3,
        "gap",
        "",
        "model.layers");
  }

  private static Sample<CheckpointManifest> manifest(Long offset) {
    return new Sample<>(
        Topics.CHECKPOINTS,
        new CheckpointManifest(
            RUN,
            100L,
            100L,
            offset,
            1,
            new StoredFile("ab".repeat(32), 12L),
            new StoredFile("cd".repeat(32), 13L),
            "seed: 1\n",
            Map.of("threads", "2"),
            Map.of("java", "17"),
            NOW,
            false));
  }

  private static Sample<SetEvaluation> evaluation() {
    return new Sample<>(
        Topics.EVALUATIONS,
        new SetEvaluation(
            RUN,
            100L,
            "ood-test",
            1,
            "ab".repeat(32),
            64,
            List.of(
                new ShotCount(0, 1L, 64L, 153.5, Map.of(), null, null),
                new ShotCount(4, 60L, 64L, 12.25, Map.of("exact|switchboard", 1.0), 0.01, null)),
            0.5,
            NOW));
  }

  private static Sample<ReferenceLevels> levels() {
    ShotLevels shot = new ShotLevels(0, List.of(0.5), List.of(1.0));
    return new Sample<>(
        Topics.REFERENCES,
        new ReferenceLevels(
            RUN,
            1,
            List.of("uniform"),
            List.of(3.5),
            List.of(0.0),
            0.1,
            null,
            List.of(new SetLevels("ood", List.of(shot))),
            NOW));
  }

  private static Sample<ProbeResult> probe(Object body) {
    return new Sample<>(
        Topics.PROBES, new ProbeResult(RUN, 100L, "spectrum", 1, "ab".repeat(32), body, NOW));
  }

  private static ByteBuffer bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteBuffer.wrap(bytes);
  }

  private static RejectedRecord rejected(ByteBuffer bytes) {
    return new RejectedRecord("batches", 1, 77L, "trainer", "unreadable", bytes, bytes, NOW);
  }
}
