package doublegrok.generator;

import doublegrok.generator.Commands.Obeyed;
import doublegrok.generator.Production.Demanded;
import doublegrok.log.CommitClock;
import doublegrok.log.EventDetails;
import doublegrok.log.ImportMark;
import doublegrok.log.NeededPunctuation;
import doublegrok.log.Rejections;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.ScheduledSwap;
import doublegrok.spec.text.InvalidSpecException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads commands and demand, keeps each run's {@link Production}, and forwards the batches that are
 * due: at most {@link #BATCHES_AT_ONCE} of a run at once, for at most {@link #COMMIT_EVERY} before
 * it looks at the next record, and for at most {@link #DRAIN_FOR} while there is none.
 */
final class GeneratorProcessor implements Processor<String, byte[], String, byte[]> {
  static final int BATCHES_AT_ONCE = 256;
  static final Duration DRAIN_EVERY = Duration.ofMillis(20);
  static final Duration DRAIN_FOR = Duration.ofMillis(200);
  static final Duration COMMIT_EVERY = Duration.ofMillis(30);
  private static final Logger log = LoggerFactory.getLogger(GeneratorProcessor.class);

  private final RunSpecs specs;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final CommitClock commits;
  private final Rejections rejections;
  private final GeneratorMetrics metrics;
  private final BatchesEnd batchesEnd;
  private final Map<String, BatchSource> sources = new HashMap<>();
  private final Set<String> due = new LinkedHashSet<>();
  private NeededPunctuation draining;
  private ProcessorContext<String, byte[]> context;
  private ProductionStore productions;

  GeneratorProcessor(
      RunSpecs specs,
      Clock clock,
      LongSupplier nanoTime,
      GeneratorMetrics metrics,
      BatchesEnd batchesEnd) {
    this.specs = specs;
    this.metrics = metrics;
    this.batchesEnd = batchesEnd;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.commits = new CommitClock(COMMIT_EVERY, nanoTime);
    this.rejections = new Rejections("generator", clock, metrics::rejected);
  }

  /** Also after a transaction was lost: then the stores went back, and what is kept here must. */
  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    commits.restart();
    draining = new NeededPunctuation(context, DRAIN_EVERY, now -> drain());
    sources.clear();
    due.clear();
    productions = new ProductionStore(context.getStateStore(ProductionStore.NAME), specs);
    due.addAll(productions.runs());
    draining.need(!due.isEmpty());
  }

  @Override
  public void process(Record<String, byte[]> input) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    try {
      if (origin.topic().equals(Topics.DEMAND.name())) {
        demanded(Topics.DEMAND.read(input.key(), input.value()));
      } else {
        commanded(Topics.CONTROL.read(input.key(), input.value()), ImportMark.in(input.headers()));
      }
      draining.need(!due.isEmpty());
    } catch (UnreadableRecordException unreadable) {
      Rejections.Rejection rejection =
          rejections.reject(Rejections.Origin.of(origin, input), unreadable.getMessage());
      forward(Topics.REJECTED, rejection.key(), rejection.record());
    }
    if (commits.due()) {
      context.commit();
    }
  }

  private void demanded(Demand demand) {
    Optional<Production> known = productions.of(demand.getRun());
    if (known.isEmpty()) { // the trainer asks again until its run is there
      return;
    }
    OptionalLong rewind = demand.getRewindToBatch() == null
        ? OptionalLong.empty()
        : OptionalLong.of(demand.getRewindToBatch());
    productions.put(known
        .get()
        .demanded(new Demanded(
            demand.getUpToBatch(), rewind, demand.getEpoch(), demand.getEndsAtBatch())));
    produce(demand.getRun(), nanoTime.getAsLong() + COMMIT_EVERY.toNanos());
  }

  private void commanded(ControlCommand command, Optional<byte[]> imported) {
    String run = command.getRun();
    if (imported.isPresent()) {
      imported(run, imported.get());
      return;
    }
    Optional<Production> known = productions.of(run);
    Map<String, String> details = new HashMap<>(Map.of(EventDetails.COMMAND, command.getId()));
    try {
      Obeyed obeyed = Commands.obey(known, command, specs);
      productions.put(obeyed.production().commandDone(command.getVersion()));
      sources.remove(run);
      details.putAll(obeyed.changes());
      if (known.isEmpty()) { // none of its batches is on the log yet
        batchesEnd
            .of(run)
            .ifPresent(end -> details.put(EventDetails.BATCHES_FROM, Long.toString(end)));
      }
      metrics.answered(command, true);
      answer(obeyed, details);
    } catch (Production.RefusedException refusal) {
      metrics.answered(command, false);
      event(run, EventKind.REFUSED, 0, null, 0, refusal.getMessage(), details);
      known.ifPresent(p -> productions.put(p.commandDone(command.getVersion())));
    }
    produce(run, nanoTime.getAsLong() + COMMIT_EVERY.toNanos());
  }

  /** Of a command that was obeyed elsewhere the answer is on the log, and what came of it. */
  private void imported(String run, byte[] state) {
    if (productions.of(run).isEmpty()) {
      try {
        productions.bring(state);
        log.info("run {} comes from another log", run);
      } catch (InvalidSpecException foreign) {
        log.warn("run {} comes from another log, but: {}", run, foreign.getMessage());
      }
    }
  }

  private void answer(Obeyed obeyed, Map<String, String> details) {
    Production production = obeyed.production();
    log.info("run {}: {}", production.run(), obeyed.message());
    int version =
        DistributionHistory.planned(production.spec()).at(obeyed.batch()).version();
    event(
        production.run(),
        obeyed.kind(),
        obeyed.batch(),
        obeyed.batch(),
        version,
        obeyed.message(),
        details);
  }

  /** Each run in its turn: who was not reached comes first the next time. */
  private void drain() {
    long until = nanoTime.getAsLong() + DRAIN_FOR.toNanos();
    for (String run : List.copyOf(due)) {
      if (nanoTime.getAsLong() - until >= 0) {
        break;
      }
      produce(run, until);
    }
    draining.need(!due.isEmpty());
  }

  private void produce(String run, long until) {
    due.remove(run);
    Optional<Production> found = productions.of(run);
    found.ifPresent(metrics::stands);
    if (found.isEmpty() || !found.get().due()) {
      return;
    }
    Production production = found.get();
    BatchSource source =
        sources.computeIfAbsent(run, name -> new BatchSource(name, found.get().spec()));
    int made = 0;
    long drawing = 0;
    long begun = nanoTime.getAsLong();
    do {
      SequenceBatch batch = source.batch(production.nextBatch());
      drawing += nanoTime.getAsLong() - begun;
      forward(Topics.BATCHES, run, batch);
      announceSwap(production, batch, source);
      production = production.afterBatch();
      made++;
      begun = nanoTime.getAsLong();
    } while (made < BATCHES_AT_ONCE && production.due() && begun - until < 0);
    productions.put(production);
    metrics.made(production, made, drawing);
    if (production.due()) {
      due.add(run);
    }
  }

  /** A batch that is made again announces nothing: its swap is on the log already. */
  private void announceSwap(Production production, SequenceBatch batch, BatchSource source) {
    long index = batch.getIndex();
    boolean again = index < production.produced();
    if (again || index == 0 || source.distribution(index - 1).version() == version(batch)) {
      return;
    }
    Map<String, String> changes =
        production.spec().swapAt(index).map(ScheduledSwap::changes).orElse(Map.of());
    String message = "from batch %d on: %s".formatted(index, Commands.inWords(changes));
    log.info("run {} swaps its distribution {}", batch.getRun(), message);
    event(batch.getRun(), EventKind.SWAPPED, index + 1, index, version(batch), message, changes);
  }

  private static int version(SequenceBatch batch) {
    return batch.getDistributionVersion();
  }

  private void event(
      String run,
      EventKind kind,
      long step,
      Long batch,
      int version,
      String message,
      Map<String, String> details) {
    forward(
        Topics.EVENTS,
        run,
        new RunEvent(run, kind, step, batch, version, message, details, clock.instant()));
  }

  private <V extends SpecificRecord> void forward(Topic<V> topic, String key, V value) {
    long now = clock.millis();
    context.forward(new Record<>(key, topic.codec().encode(value), now), topic.name());
  }
}
