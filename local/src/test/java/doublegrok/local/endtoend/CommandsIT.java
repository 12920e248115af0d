package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.control.Answer;
import doublegrok.control.Command;
import doublegrok.control.RunControl;
import doublegrok.generator.LogAudit;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.TokenSequences;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what people do to a run while it trains, and what the log and the view say of it. */
class CommandsIT {
  private static final String RUN = LocalRun.NAME;
  private static final int RUN_AHEAD = 8;
  private static final String[] SLOWLY = {
    "training.steps=5000",
    "checkpoint.every=20",
    "evaluation.sequences=8",
    "stream.run_ahead=" + RUN_AHEAD,
    "swaps=[]",
  };

  @TempDir
  Path directory;

  @Test
  void swapsAtTheNamedBatchAndFollowsWithTheSets() throws Exception {
    LocalRun run = LocalRun.smoke(directory, SLOWLY);
    long at;
    try (LocalPipeline pipeline = run.start()) {
      RunControl control = new RunControl(pipeline.kafka(), Clock.systemUTC());
      awaitStep(pipeline, 10);
      Answer past = control.obey(
          RUN, new Command.Swap(Map.of("distribution.tasks", "4"), OptionalLong.of(2)));
      assertThat(past.accepted()).isFalse();
      assertThat(past.message()).containsPattern("batch 2 is already produced; .* is \\d+");
      assertThat(control
              .obey(RUN, new Command.Swap(Map.of("task.modulus", "7"), OptionalLong.empty()))
              .message())
          .contains("task.modulus cannot be changed by a swap");
      assertThat(control.obey("other", new Command.Pause()).message())
          .contains("run 'other' does not exist");
      assertThat(control.obey(RUN, new Command.Fork("child", 7, List.of())).message())
          .contains("has no checkpoint at step 7", "nearest are at steps 0 and 20");

      at = pipeline.standing().orElseThrow().step() + 10 * RUN_AHEAD;
      Answer swap = control.obey(
          RUN,
          new Command.Swap(
              Map.of("distribution.tasks", "4", "distribution.label_noise", "0.1"),
              OptionalLong.of(at)));
      assertThat(swap.accepted()).as(swap.message()).isTrue();
      assertThat(swap.batch()).hasValue(at);
      awaitStep(pipeline, at + 45);
    }
    try (LocalPipeline pipeline = run.start()) { // the swap is in no start spec, yet it is resumed
      RunControl control = new RunControl(pipeline.kafka(), Clock.systemUTC());
      awaitStep(pipeline, at + 60);
      Answer stop = control.obey(RUN, new Command.Stop());
      assertThat(stop.accepted()).as(stop.message()).isTrue();
      LocalRun.awaitEnd(pipeline);
      RunLog log = LocalRun.log(pipeline);

      assertThat(log.batches().stream().distinct().toList())
          .allSatisfy(batch ->
              assertThat(batch.getDistributionVersion()).isEqualTo(batch.getIndex() < at ? 0 : 1));
      assertThat(log.events())
          .filteredOn(event -> event.getKind() == EventKind.SWAPPED)
          .extracting(RunEvent::getBatch, RunEvent::getStep)
          .containsExactly(tuple(at, at + 1));
      assertThat(log.eventKinds()).contains(EventKind.STOPPED).doesNotContain(EventKind.ALARM);
      assertThat(sets(log, log.lastCheckpoint()))
          .contains("id-train", "ood", "formerly-id-train", "formerly-id-test");
      assertThat(log.lastCheckpoint().getSpec()).contains("at_batch: " + at);
      assertThat(log.lastCheckpoint().getStep()).isEqualTo(stop.batch().orElseThrow());
      assertThat(pipeline.standing().map(RunSummary::state)).hasValue(RunState.STOPPED);
      assertThat(control.obey(
              RUN, new Command.Swap(Map.of("distribution.tasks", "5"), OptionalLong.empty())))
          .satisfies(refusal -> assertThat(refusal.accepted()).isFalse())
          .satisfies(refusal -> assertThat(refusal.message()).contains("the run is stopped"));
      assertThatTheAuditFindsATamperedBatch(pipeline);
      assertThatBatchesAreDrawnAsTheLogHasThem(log, at);
      assertThatTheLogIsToldAsItIs(pipeline, log);
    }
    try (LocalPipeline again = run.start()) { // a stopped run stays where it is
      assertThat(again.training().get(1, TimeUnit.MINUTES)).isGreaterThan(at);
    }
  }

  @Test
  void holdsWithinTheDemandWindowAndGoesOn() throws Exception {
    LocalRun run = LocalRun.smoke(directory, SLOWLY);
    long held;
    try (LocalPipeline pipeline = run.start()) {
      RunControl control = new RunControl(pipeline.kafka(), Clock.systemUTC());
      awaitStep(pipeline, 10);
      held = control.obey(RUN, new Command.Pause()).batch().orElseThrow();
      awaitStep(pipeline, held);
      assertThat(pipeline.standing().orElseThrow().state()).isEqualTo(RunState.PAUSED);
    }
    try (LocalPipeline pipeline = run.start()) { // it is held still, and says so
      await()
          .atMost(LocalRun.PATIENCE)
          .until(() -> LocalRun.log(pipeline).eventKinds().stream()
                  .filter(EventKind.PAUSED::equals)
                  .count()
              == 2);
      assertThat(LocalRun.log(pipeline).stepNumbers())
          .isEqualTo(LongStream.rangeClosed(1, held).boxed().toList());
      Transactions.awaitNone(pipeline.kafka());
      RunControl control = new RunControl(pipeline.kafka(), Clock.systemUTC());
      assertThat(control.obey(RUN, new Command.Resume()).batch()).hasValue(held);
      awaitStep(pipeline, held + 2 * RUN_AHEAD);
      assertThat(pipeline.standing().orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }
  }

  private static void awaitStep(LocalPipeline pipeline, long step) {
    await()
        .atMost(LocalRun.PATIENCE)
        .until(() -> pipeline.training().isDone()
            || pipeline.standing().filter(each -> each.step() >= step).isPresent());
    assertThat(pipeline.training()).isNotDone();
  }

  private static List<String> sets(RunLog log, CheckpointManifest checkpoint) {
    return log.evaluationsAt(checkpoint.getStep()).stream()
        .map(SetEvaluation::getSet)
        .toList();
  }

  private static void assertThatTheAuditFindsATamperedBatch(LocalPipeline pipeline)
      throws Exception {
    LogAudit audit = new LogAudit(pipeline.kafka());
    LogAudit.Finding sound = audit.audit(RUN);
    assertThat(sound.difference()).isEmpty();
    assertThat(sound.first()).isZero();
    assertThat(sound.batches()).isEqualTo(sound.last() + 1);
    assertThat(sound.distributions()).isEqualTo(2);

    SequenceBatch batch = LocalRun.log(pipeline).batches().get(5);
    TokenSequences payload = (TokenSequences) batch.getPayload();
    byte[] tokens = new byte[payload.getTokens().remaining()];
    payload.getTokens().duplicate().get(tokens);
    tokens[1] ^= 1;
    SequenceBatch tampered = SequenceBatch.newBuilder(batch)
        .setPayload(TokenSequences.newBuilder(payload)
            .setTokens(ByteBuffer.wrap(tokens))
            .build())
        .build();
    try (var producer = new KafkaProducer<String, byte[]>(pipeline.kafka().producer())) {
      producer
          .send(new ProducerRecord<>(
              Topics.BATCHES.name(), RUN, Topics.BATCHES.codec().encode(tampered)))
          .get(1, TimeUnit.MINUTES);
    }

    assertThat(audit.audit(RUN).difference())
        .hasValueSatisfying(difference ->
            assertThat(difference).contains("batch 5: token 1 of sequence 0 is", "should be"));
  }

  /** Also behind a swap that came while the run trained. */
  private void assertThatBatchesAreDrawnAsTheLogHasThem(RunLog log, long at) throws Exception {
    Path file = directory.resolve("drawn.safetensors");
    List<String> line = new ArrayList<>(List.of("draw", RUN, "--dir", directory.toString()));
    line.addAll(List.of("--batches", (at - 1) + ".." + at, "--out", file.toString()));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    assertThat(Doublegrok.run(out, out, line.toArray(String[]::new)))
        .as(said.toString())
        .isZero();

    String bytes = HexFormat.of().formatHex(Files.readAllBytes(file));
    for (long index : List.of(at - 1, at)) {
      TokenSequences payload = log.batches().stream()
          .filter(batch -> batch.getIndex() == index)
          .map(batch -> (TokenSequences) batch.getPayload())
          .findFirst()
          .orElseThrow();
      assertThat(bytes).contains(HexFormat.of().formatHex(payload.getTokens().array()));
    }
  }

  private void assertThatTheLogIsToldAsItIs(LocalPipeline pipeline, RunLog log) throws Exception {
    List<JsonNode> steps = tail("steps", "--run", RUN, "--json");
    assertThat(steps)
        .extracting(each -> each.at("/value/step").asLong())
        .isEqualTo(log.stepNumbers());
    assertThat(steps)
        .allSatisfy(each -> assertThat(each.get("key").asText()).startsWith(RUN + "/"));
    assertThat(tail("doublegrok.steps", "--json", "--last", "2"))
        .isEqualTo(steps.subList(steps.size() - 2, steps.size()));
    assertThat(tail("steps", "--run", "another", "--json")).isEmpty();

    List<Long> followed = new ArrayList<>();
    try (var producer = new KafkaProducer<String, byte[]>(pipeline.kafka().producer())) {
      AtomicBoolean sent = new AtomicBoolean();
      new RunScan(pipeline.kafka(), LocalRun.PATIENCE)
          .follow(
              List.of(Topics.STEPS), Set.of(), each -> followed.add(each.offset()), caughtUp -> {
                if (caughtUp && !sent.getAndSet(true)) {
                  assertThat(producer.send(
                          new ProducerRecord<>(Topics.STEPS.name(), RUN, new byte[] {1})))
                      .succeedsWithin(LocalRun.PATIENCE);
                }
                return followed.size() > steps.size();
              });
    }
    assertThat(tail("steps", "--last", "1", "--json").get(0).get("unreadable").asText())
        .contains("1 bytes are not a StepReport");
    StringWriter said = new StringWriter();
    assertThat(Doublegrok.run(
            new PrintWriter(said), new PrintWriter(said), "tail", "step", "--dir", "" + directory))
        .isEqualTo(2);
    assertThat(said.toString()).contains("there is no topic 'step'; the topics are control,");
  }

  private List<JsonNode> tail(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("tail", "--dir", directory.toString()));
    line.addAll(List.of(arguments));
    StringWriter said = new StringWriter();
    StringWriter failed = new StringWriter();
    int code =
        Doublegrok.run(new PrintWriter(said), new PrintWriter(failed), line.toArray(String[]::new));
    assertThat(code).as(failed.toString()).isZero();
    List<JsonNode> records = new ArrayList<>();
    for (String each : said.toString().lines().toList()) {
      records.add(new ObjectMapper().readTree(each));
    }
    return records;
  }
}
