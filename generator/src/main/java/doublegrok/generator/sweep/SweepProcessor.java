package doublegrok.generator.sweep;

import doublegrok.log.EventDetails;
import doublegrok.log.NeededPunctuation;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.RunOffer;
import doublegrok.record.RunReport;
import doublegrok.record.RunStanding;
import doublegrok.record.StartRun;
import doublegrok.record.StartSweep;
import doublegrok.record.StopRun;
import doublegrok.record.SweepAnswer;
import doublegrok.record.SweepCommand;
import doublegrok.record.SweepRecord;
import doublegrok.record.SweepStanding;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepRecords;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, in one order, what is asked of sweeps, what workers say and what happens to runs, keeps
 * each sweep's {@link SweepCourse}, and forwards starts, offers, standings and answers.
 */
final class SweepProcessor implements Processor<String, byte[], String, byte[]>, SweepEffects {
  static final String STORE = "sweeps";
  /** Beyond every other command, since after it none is obeyed. */
  static final int LAST_VERSION = 900_000;

  private static final Logger log = LoggerFactory.getLogger(SweepProcessor.class);

  private final RunSpecs specs;
  private final Clock clock;
  private final Map<String, SweepCourse> courses = new HashMap<>();
  private final Map<String, String> sweepOf = new HashMap<>();
  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, byte[]> store;
  private SweepClock time;
  private NeededPunctuation ticking;

  SweepProcessor(RunSpecs specs, Clock clock) {
    this.specs = specs;
    this.clock = clock;
  }

  /** Also after a transaction was lost: then the store went back, and what is kept here must. */
  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
    store = context.getStateStore(STORE);
    courses.clear();
    sweepOf.clear();
    time = new SweepClock(store);
    ticking = new NeededPunctuation(context, SweepClock.TICK, this::tick);
    restore(each -> true);
    goByTheClock();
  }

  /** While a sweep is on its way. */
  private void goByTheClock() {
    boolean needed = courses.values().stream()
        .anyMatch(
            course -> course.phase() == SweepPhase.RUNNING || course.phase() == SweepPhase.PAUSED);
    if (!needed) {
      time.rest();
    }
    ticking.need(needed);
  }

  private void restore(Predicate<String> wanted) {
    Map<String, SweepStanding> standings = new HashMap<>();
    Map<String, Map<String, RunStand>> runs = new HashMap<>();
    try (var entries = store.all()) {
      entries.forEachRemaining(entry -> {
        if (!entry.key.equals(SweepClock.KEY)) {
          SweepRecord record = Topics.SWEEPS.codec().decode(entry.value);
          if (!wanted.test(record.getSweep())) {
            return;
          }
          if (record.getBody() instanceof SweepStanding standing) {
            standings.put(record.getSweep(), standing);
          } else if (record.getBody() instanceof RunStanding run) {
            runs.computeIfAbsent(record.getSweep(), sweep -> new HashMap<>())
                .put(run.getRun(), SweepRecords.stand(run));
          }
        }
      });
    }
    standings.forEach((sweep, standing) -> keep(
        sweep,
        SweepRecords.phase(standing).orElse(SweepPhase.PAUSED),
        SweepRecords.plan(standing.getPlan()),
        runs.getOrDefault(sweep, Map.of())));
  }

  private SweepCourse keep(
      String sweep, SweepPhase phase, SweepPlan plan, Map<String, RunStand> known) {
    SweepCourse course = new SweepCourse(sweep, phase, plan, known, this, time::millis);
    courses.put(sweep, course);
    plan.runs().forEach(run -> sweepOf.put(run.run(), sweep));
    return course;
  }

  @Override
  public void process(Record<String, byte[]> input) {
    take(input);
    goByTheClock();
  }

  private void take(Record<String, byte[]> input) {
    if (input.key().equals(SweepSifter.EVENT)) {
      happened(Topics.EVENTS.codec().decode(input.value()));
      return;
    }
    SweepRecord record = Topics.SWEEPS.codec().decode(input.value());
    if (input.key().equals(SweepSifter.IMPORTED)) {
      keep(record);
      restore(record.getSweep()::equals);
    } else if (record.getBody() instanceof SweepCommand command) {
      commanded(record.getSweep(), command);
    } else if (record.getBody() instanceof RunReport report) {
      reported(record.getSweep(), report);
    }
  }

  private void commanded(String sweep, SweepCommand command) {
    SweepAnswer answer;
    try {
      answer = new SweepAnswer(command.getId(), true, obeyed(sweep, command.getOrder()));
    } catch (SweepOrders.RefusedException refused) {
      answer = new SweepAnswer(command.getId(), false, refused.getMessage());
    } catch (IllegalArgumentException unsound) { // a stranger's plan, as of names that cannot be
      answer = new SweepAnswer(command.getId(), false, unsound.getMessage());
    }
    log.info("sweep {}: {}", sweep, answer.getMessage());
    say(sweep, answer);
  }

  private String obeyed(String sweep, Object order) {
    Optional<SweepCourse> known = Optional.ofNullable(courses.get(sweep));
    if (order instanceof StartSweep start) {
      Optional<SweepPlan> plan = SweepOrders.begun(sweep, start, known, sweepOf);
      plan.ifPresent(each -> keep(sweep, SweepPhase.RUNNING, each, Map.of()).start());
      return plan.map(each -> "%d runs are begun".formatted(each.runs().size()))
          .orElseGet(() -> courses.get(sweep).phase() == SweepPhase.DONE
              ? "it is done, as it was planned"
              : "it goes on as it was planned");
    }
    SweepCourse course = known.orElseThrow(() -> new SweepOrders.RefusedException(
        "sweep '%s' does not exist; 'doublegrok sweep show' lists those that do".formatted(sweep)));
    String message = SweepOrders.obey(sweep, course, order, sweepOf);
    course.plan().runs().forEach(run -> sweepOf.put(run.run(), sweep));
    return message;
  }

  private void reported(String sweep, RunReport report) {
    String run = report.getRun();
    if (!sweep.equals(sweepOf.get(run))) {
      return;
    }
    SweepCourse course = courses.get(sweep);
    switch (report.getKind()) {
      case HELD -> course.held(run, report.getOffer(), report.getWorker());
      case GIVEN_BACK -> course.givenBack(run, report.getOffer());
      case FAILED -> course.failed(run, report.getReason(), 0);
      case UNKNOWN -> {}
    }
  }

  private void happened(RunEvent event) {
    String run = event.getRun();
    SweepCourse course = courses.get(sweepOf.get(run));
    if (course == null) {
      return;
    }
    switch (event.getKind()) {
      case STARTED, RESUMED, CONTINUED -> course.holds(run, false);
      case PAUSED -> course.holds(run, true);
      case FINISHED -> course.ended(run, RunPlace.DONE, "");
      case STOPPED -> course.ended(run, RunPlace.STOPPED, event.getMessage());
      case FAILED -> course.failed(run, event.getMessage(), event.getStep());
      case REFUSED -> {
        if (startId(run).equals(event.getDetails().get(EventDetails.COMMAND))) {
          course.refused(run, event.getMessage());
        }
      }
      case UNKNOWN, SWAPPED, FORKED, TRANSITION, ALARM, ACCEPTED -> {}
    }
  }

  /**
   * Time counts only while it can be written down: during a broker's absence it would stand still,
   * so that nobody is taken for silent who could not be heard.
   */
  private void tick(long wallMillis) {
    time.tick(wallMillis);
    courses.values().forEach(SweepCourse::tick);
    goByTheClock();
  }

  @Override
  public void stands(String sweep, SweepPhase phase, SweepPlan plan) {
    keep(say(sweep, SweepRecords.standing(phase, plan)));
  }

  @Override
  public void stands(String sweep, RunStand run) {
    keep(say(sweep, SweepRecords.standing(run)));
  }

  private void keep(SweepRecord record) {
    store.put(SweepRecords.key(record), Topics.SWEEPS.codec().encode(record));
  }

  @Override
  public void start(String sweep, SweepPlan plan, PlannedRun run) {
    String spec;
    try {
      spec = RunSpecs.canonical(plan.spec(run, specs));
    } catch (InvalidSpecException foreign) { // which the generator refuses, with all faults
      spec = plan.base();
    }
    command(run.run(), 0, startId(run.run()), new StartRun(spec));
  }

  @Override
  public void stop(String sweep, String run) {
    String id =
        UUID.nameUUIDFromBytes((run + "/stop").getBytes(StandardCharsets.UTF_8)).toString();
    command(run, LAST_VERSION, id, new StopRun());
  }

  private void command(String run, int version, String id, Object body) {
    forward(
        Topics.CONTROL,
        RecordKeys.command(run, version, id),
        new ControlCommand(run, version, id, clock.instant(), body));
  }

  /** The same each time: a start that is made again after a lost transaction is the same one. */
  private static String startId(String run) {
    return UUID.nameUUIDFromBytes((run + "/sweep").getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  @Override
  public void offer(String sweep, RunStand run) {
    log.debug("run {} is offered, number {}", run.run(), run.offer());
    forward(Topics.QUEUE, run.run(), new RunOffer(run.run(), sweep, run.offer(), clock.instant()));
  }

  @Override
  public void tellPoison(RunStand run, long step) {
    String message = "the run is offered to no worker any more (failures: %d): %s"
        .formatted(run.attempts(), run.reason());
    log.warn("run {}: {}", run.run(), message);
    forward(
        Topics.EVENTS,
        run.run(),
        new RunEvent(
            run.run(), EventKind.ALARM, step, null, 0, message, Map.of(), clock.instant()));
  }

  private SweepRecord say(String sweep, Object body) {
    SweepRecord record = new SweepRecord(sweep, clock.instant(), body);
    forward(Topics.SWEEPS, SweepRecords.key(record), record);
    return record;
  }

  private <V extends SpecificRecord> void forward(Topic<V> topic, String key, V value) {
    context.forward(
        new Record<>(key, topic.codec().encode(value), clock.millis()), SweepTopology.sink(topic));
  }
}
