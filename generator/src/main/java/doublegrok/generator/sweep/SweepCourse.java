package doublegrok.generator.sweep;

import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Course of one sweep: which of its runs is offered when, and what becomes of each. Knows neither
 * Kafka nor the time of day. An offer may be lost and a worker may die: whatever is offered and
 * taken by nobody, or taken and not reported on, is offered again under the next number, which
 * voids the former. Only failures count against a run.
 */
final class SweepCourse {
  /** So long a worker may be silent. */
  static final Duration SILENCE_MAX = Duration.ofSeconds(20);

  /** So long after a failure a run is offered again. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(3);

  /** So long an offer is good for at first; twice as long each time that nobody takes it. */
  static final Duration OFFER_AGAIN_AFTER = Duration.ofMinutes(1);

  /** So many may lie in the queue: whoever is free finds one, and few are voided by a pause. */
  static final int UNTAKEN_MAX = 32;

  private static final int DOUBLED_MAX = 6;

  private final String sweep;
  private final SweepEffects effects;
  private final LongSupplier now;
  private final Map<String, RunStand> runs = new LinkedHashMap<>();
  private final Map<String, Long> due = new HashMap<>();
  private final Map<String, Integer> untaken = new HashMap<>();
  private SweepPhase phase;
  private SweepPlan plan;

  /**
   * A course where it stands.
   *
   * @param known standings of its runs; those that have none stand at their beginning
   * @param now a clock in milliseconds that stands still while nobody can be heard
   */
  SweepCourse(
      String sweep,
      SweepPhase phase,
      SweepPlan plan,
      Map<String, RunStand> known,
      SweepEffects effects,
      LongSupplier now) {
    this.sweep = sweep;
    this.phase = phase;
    this.plan = plan;
    this.effects = effects;
    this.now = now;
    plan.runs().forEach(run -> {
      RunStand stand = known.getOrDefault(run.run(), RunStand.first(run.run()));
      runs.put(run.run(), stand);
      await(stand);
    });
  }

  SweepPhase phase() {
    return phase;
  }

  SweepPlan plan() {
    return plan;
  }

  /** Begins what is planned. */
  void start() {
    effects.stands(sweep, phase, plan);
    runs.values().forEach(run -> effects.stands(sweep, run));
    goOn();
  }

  /** Goes on with more runs. */
  void extend(SweepPlan extended) {
    plan = extended;
    plan.runs().stream()
        .filter(each -> !runs.containsKey(each.run()))
        .forEach(each -> put(RunStand.first(each.run())));
    turn(phase == SweepPhase.DONE ? SweepPhase.RUNNING : phase);
    goOn();
  }

  /** Offers nothing until it is resumed; workers see it and give back what they have. */
  void pause() {
    turn(SweepPhase.PAUSED);
    List.copyOf(runs.values()).stream()
        .filter(run -> run.place() == RunPlace.OFFERED)
        .forEach(run -> put(run.in(RunPlace.WAITING, "")));
  }

  void resume() {
    turn(SweepPhase.RUNNING);
    goOn();
  }

  /** Ends every run: those that are begun by a command, the others by never beginning. */
  void cancel() {
    turn(SweepPhase.CANCELLED);
    List.copyOf(runs.values()).stream().filter(run -> !run.place().last()).forEach(run -> {
      if (run.begun()) {
        effects.stop(sweep, run.run());
      }
      put(run.in(RunPlace.CANCELLED, "the sweep was cancelled"));
    });
  }

  /** Offers runs again that have failed, as if they never had. */
  void retry(List<String> names) {
    names.forEach(name -> put(runs.get(name).afresh()));
    if (phase == SweepPhase.DONE) {
      turn(SweepPhase.RUNNING);
    }
    goOn();
  }

  /** The standing of a run of this sweep. */
  RunStand run(String name) {
    return runs.get(name);
  }

  /** Those that a retry may name. */
  List<String> failed() {
    return runs.values().stream()
        .filter(run -> run.place() == RunPlace.POISON || run.place() == RunPlace.FAILED)
        .map(RunStand::run)
        .toList();
  }

  /** A worker says that it has a run, by an offer that it took. */
  void held(String name, int offer, String worker) {
    RunStand run = runs.get(name);
    boolean heardAgain = run.place() == RunPlace.OFFERED && offer == run.offer() - 1;
    boolean current = offer == run.offer() || heardAgain;
    if (run.place().last() || !current) {
      return;
    }
    untaken.remove(name);
    RunPlace as = run.place() == RunPlace.PAUSED ? RunPlace.PAUSED : RunPlace.RUNNING;
    if (run.place() != as || !run.worker().equals(worker)) {
      put(run.heldBy(worker, as));
      goOn();
    } else {
      await(run);
    }
  }

  /** A worker has given a run back. */
  void givenBack(String name, int offer) {
    RunStand run = runs.get(name);
    if (run.place().atWork() && offer == run.offer()) {
      put(run.voided().in(RunPlace.WAITING, ""));
      goOn();
    }
  }

  /** A run has failed, as its trainer or its worker says. */
  void failed(String name, String reason, long step) {
    RunStand run = runs.get(name);
    if (run.place().last()) {
      return;
    }
    boolean poison = run.attempts() + 1 >= plan.attempts();
    RunStand failed = run.voided().failed(poison ? RunPlace.POISON : RunPlace.FAILED, reason);
    put(failed);
    if (poison) {
      effects.tellPoison(failed, step);
    }
    goOn();
  }

  /** The generator has refused to start a run. */
  void refused(String name, String reason) {
    RunStand run = runs.get(name);
    if (!run.place().last()) {
      RunStand refused = run.voided().in(RunPlace.POISON, reason);
      put(refused);
      effects.tellPoison(refused, 0);
      goOn();
    }
  }

  /** A run has come to its end, or was ended. */
  void ended(String name, RunPlace place, String reason) {
    RunStand run = runs.get(name);
    boolean news = place == RunPlace.DONE ? run.place() != place : !run.place().last();
    if (news) {
      put(run.in(place, reason));
      goOn();
    }
  }

  /** A person holds a run, or lets it go on. */
  void holds(String name, boolean held) {
    RunStand run = runs.get(name);
    RunPlace from = held ? RunPlace.RUNNING : RunPlace.PAUSED;
    if (run.place() == from) {
      put(run.in(held ? RunPlace.PAUSED : RunPlace.RUNNING, ""));
    }
  }

  /** Time has passed. */
  void tick() {
    for (RunStand run : List.copyOf(runs.values())) {
      if (due.getOrDefault(run.run(), Long.MAX_VALUE) <= now.getAsLong()) {
        overdue(run);
      }
    }
    goOn();
  }

  private void overdue(RunStand run) {
    if (run.place() == RunPlace.OFFERED) {
      untaken.merge(run.run(), 1, Integer::sum);
      offer(run);
    } else if (run.place() == RunPlace.FAILED) {
      put(run.in(RunPlace.WAITING, run.reason()));
    } else {
      String silent = "nobody has reported on it for %d s".formatted(SILENCE_MAX.toSeconds());
      put(run.in(RunPlace.WAITING, silent));
    }
  }

  /** Offers what may be offered, or ends the sweep. */
  private void goOn() {
    if (phase == SweepPhase.RUNNING) {
      int atWork = count(RunPlace.OFFERED) + count(RunPlace.RUNNING) + count(RunPlace.PAUSED);
      int free = plan.atOnce() == 0 ? Integer.MAX_VALUE : plan.atOnce() - atWork;
      int places = Math.min(free, UNTAKEN_MAX - count(RunPlace.OFFERED));
      List.copyOf(runs.values()).stream()
          .filter(run -> run.place() == RunPlace.WAITING)
          .limit(Math.max(0, places))
          .forEach(this::offer);
    }
    boolean open = phase == SweepPhase.RUNNING || phase == SweepPhase.PAUSED;
    if (open && runs.values().stream().allMatch(run -> run.place().last())) {
      turn(SweepPhase.DONE);
    }
  }

  private int count(RunPlace place) {
    return (int) runs.values().stream().filter(run -> run.place() == place).count();
  }

  private void offer(RunStand run) {
    if (!run.begun()) {
      effects.start(sweep, plan, plan.run(run.run()).orElseThrow());
    }
    RunStand offered = run.offered();
    put(offered);
    effects.offer(sweep, offered);
  }

  private void turn(SweepPhase next) {
    phase = next;
    effects.stands(sweep, phase, plan);
  }

  private void put(RunStand run) {
    runs.put(run.run(), run);
    await(run);
    effects.stands(sweep, run);
  }

  /** From now on, since nobody knows what was said while this was not heard. */
  private void await(RunStand run) {
    Duration patience = switch (run.place()) {
      case OFFERED ->
        OFFER_AGAIN_AFTER.multipliedBy(
            1L << Math.min(DOUBLED_MAX, untaken.getOrDefault(run.run(), 0)));
      case RUNNING, PAUSED -> SILENCE_MAX;
      case FAILED -> RETRY_AFTER;
      case WAITING, DONE, STOPPED, POISON, CANCELLED -> Duration.ZERO;
    };
    if (patience.isZero()) {
      due.remove(run.run());
    } else {
      due.put(run.run(), now.getAsLong() + patience.toMillis());
    }
  }
}
