package doublegrok.viewer.stream;

import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.RunNote;
import doublegrok.record.RunStanding;
import doublegrok.record.SweepRecord;
import doublegrok.record.SweepStanding;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFigure;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepView;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunMeasures;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepRun;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Standing of every sweep, kept in memory: where its runs stand by its own records, and what they
 * have learned by theirs. Safe for use by many threads.
 */
final class SweepStandings {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?");

  private final SweepView view = new SweepView();
  private final Map<String, String> sweeps = new ConcurrentHashMap<>(); // by run
  private final Standings standings;

  SweepStandings(Standings standings) {
    this.standings = standings;
  }

  /**
   * Takes up the next record of the topic.
   *
   * @return a run of which it says something; the last of all if it is about the sweep; none if it
   *     cannot be read, of which the generator says why
   */
  Optional<String> add(ConsumerRecord<String, byte[]> each) {
    try {
      return add(Topics.SWEEPS.read(each.key(), each.value()));
    } catch (UnreadableRecordException | IllegalArgumentException unfit) {
      return Optional.empty();
    }
  }

  private Optional<String> add(SweepRecord record) {
    if (!view.take(record)) {
      return Optional.empty();
    }
    if (record.getBody() instanceof SweepStanding standing) {
      List<doublegrok.record.PlannedRun> runs = standing.getPlan().getRuns();
      runs.forEach(each -> sweeps.put(each.getRun(), record.getSweep()));
      return runs.stream().reduce((one, other) -> other).map(each -> each.getRun());
    }
    if (record.getBody() instanceof RunNote note) {
      return Optional.of(note.getRun());
    }
    return record.getBody() instanceof RunStanding run
        ? Optional.of(run.getRun())
        : Optional.empty();
  }

  /** Every sweep, the one that changed last first. */
  List<SweepOverview> all() {
    return view.names().stream()
        .flatMap(name -> view.sweep(name).stream())
        .sorted(Comparator.comparingLong(SweepView.Standing::sinceMillis).reversed())
        .map(this::overview)
        .toList();
  }

  /** A sweep; empty if no record names it. */
  Optional<SweepOverview> sweep(String name) {
    return view.sweep(name).map(this::overview);
  }

  /** What those are told who watch over a run's sweep; empty if it belongs to none. */
  Optional<LiveUpdate> changed(String run) {
    return Optional.ofNullable(sweeps.get(run))
        .flatMap(view::sweep)
        .flatMap(standing -> standing
            .plan()
            .run(run)
            .map(planned -> new LiveUpdate.SweepRunChanged(
                standing.sweep(),
                standing.phase().label(),
                run(planned, standing, view.run(standing.sweep(), run)))));
  }

  private SweepOverview overview(SweepView.Standing standing) {
    SweepPlan plan = standing.plan();
    SweepFigure figure = plan.figure();
    Map<String, RunStand> stands = new LinkedHashMap<>();
    view.runs(standing.sweep()).forEach(each -> stands.put(each.run(), each));
    return new SweepOverview(
        standing.sweep(),
        standing.phase().label(),
        differing(plan),
        given(figure.rows()),
        given(figure.columns()),
        given(figure.measure()).orElse(RunMeasures.PHASE),
        plan.runs().stream()
            .map(each ->
                run(each, standing, stands.getOrDefault(each.run(), RunStand.first(each.run()))))
            .toList());
  }

  private static List<String> differing(SweepPlan plan) {
    return plan.keys().stream()
        .filter(key -> plan.runs().stream()
                .map(run -> Optional.ofNullable(run.values().get(key)))
                .distinct()
                .count()
            > 1)
        .toList();
  }

  private SweepRun run(PlannedRun planned, SweepView.Standing standing, RunStand stand) {
    Map<String, Object> values = new LinkedHashMap<>();
    standing.plan().keys().stream()
        .filter(planned.values()::containsKey)
        .forEach(key -> values.put(key, value(planned.values().get(key))));
    SweepRun run = new SweepRun(
        planned.run(),
        planned.seed(),
        values,
        stand.place().label(),
        stand.reason(),
        stand.attempts(),
        view.note(standing.sweep(), planned.run()),
        stand.worker(),
        0,
        0,
        "",
        Map.of());
    return standings.summary(planned.run()).map(run::at).orElse(run);
  }

  /** A value as JSON has it: YAML's numbers are numbers, all else is text. */
  static Object value(String text) {
    String plain = text.replace("_", "");
    if (WHOLE.matcher(plain).matches()) {
      return Long.parseLong(plain);
    }
    return NUMBER.matcher(plain).matches() ? (Object) Double.parseDouble(plain) : text;
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }
}
