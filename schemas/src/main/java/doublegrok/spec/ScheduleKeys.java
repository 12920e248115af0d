package doublegrok.spec;

import doublegrok.spec.ScheduleSpec.Kind;
import doublegrok.task.key.Decimal;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The section {@code schedule}. */
final class ScheduleKeys {
  private static final String DECAY_START = "schedule.decay_start";
  private static final String DECAY_END = "schedule.decay_end";
  private static final String WARMUP_STEPS = "schedule.warmup_steps";

  private ScheduleKeys() {}

  /**
   * The schedule.
   *
   * @param steps of training, where the decay ends unless it is given
   */
  static ScheduleSpec read(KeyReader in, long steps) {
    Rule<Long> anyStep = Rule.whole(0, RunKeys.MOST_STEPS);
    Kind kind = in.optional("schedule.kind", Rule.choice(Kind.class), Kind.CONSTANT);
    ScheduleSpec schedule = new ScheduleSpec(
        kind,
        in.optional(WARMUP_STEPS, anyStep, 0L),
        in.optional("schedule.warmup_start", Rule.decimal(Interval.ZERO_TO_ONE), 0.01),
        kind == Kind.WARMUP_STABLE_DECAY && in.sound("schedule.kind")
            ? in.required(DECAY_START, anyStep)
            : 0,
        in.optional(DECAY_END, Rule.whole(1, RunKeys.MOST_STEPS), steps),
        in.optional("schedule.floor", Rule.decimal(Interval.ZERO_TO_ONE), 0.1));
    boolean decayStartGiven = in.any(DECAY_START).isPresent();
    if (in.sound("schedule", RunKeys.STEPS)) {
      check(in, schedule, decayStartGiven);
    }
    return schedule;
  }

  /** A key that the kind does not have is left out: it may not be given. */
  static Map<String, String> texts(ScheduleSpec schedule) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("schedule.kind", Rule.label(schedule.kind()));
    texts.put(WARMUP_STEPS, String.valueOf(schedule.warmupSteps()));
    texts.put("schedule.warmup_start", Decimal.text(schedule.warmupStart()));
    if (schedule.kind() == Kind.WARMUP_STABLE_DECAY) {
      texts.put(DECAY_START, String.valueOf(schedule.decayStart()));
    }
    texts.put(DECAY_END, String.valueOf(schedule.decayEnd()));
    texts.put("schedule.floor", Decimal.text(schedule.floor()));
    return texts;
  }

  private static void check(KeyReader in, ScheduleSpec schedule, boolean decayStartGiven) {
    switch (schedule.kind()) {
      case CONSTANT -> refuseDecayStart(in, decayStartGiven);
      case WARMUP_COSINE -> {
        refuseDecayStart(in, decayStartGiven);
        ascending(in, WARMUP_STEPS, schedule.warmupSteps(), schedule.decayEnd());
      }
      case WARMUP_STABLE_DECAY -> {
        if (schedule.decayStart() < schedule.warmupSteps()) {
          in.broken(
              DECAY_START,
              " must be at least " + WARMUP_STEPS + ", which is " + schedule.warmupSteps()
                  + ", was " + schedule.decayStart());
        }
        ascending(in, DECAY_START, schedule.decayStart(), schedule.decayEnd());
      }
    }
  }

  private static void refuseDecayStart(KeyReader in, boolean given) {
    if (given) {
      in.broken(
          DECAY_START,
          " belongs to the kind warmup-stable-decay alone; remove it, or set" + " schedule.kind");
    }
  }

  private static void ascending(KeyReader in, String startKey, long start, long end) {
    if (end <= start) {
      in.broken(
          DECAY_END,
          " must be beyond " + startKey + ", which is " + start + ", was " + end + " ("
              + RunKeys.STEPS + " unless it is given)");
    }
  }
}
