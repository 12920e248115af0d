package doublegrok.spec;

import doublegrok.task.key.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The section {@code checkpoint} of a run spec. */
final class CheckpointKeys {
  private static final String EVERY = "checkpoint.every";
  private static final String KEEP_EVERY = "checkpoint.keep_every";
  private static final String KEEP_LAST = "checkpoint.keep_last";
  private static final String KEEP_BEST = "checkpoint.keep_best";
  private static final int MOST_KEPT = 1_000_000;

  private CheckpointKeys() {}

  static CheckpointSpec read(KeyReader in) {
    return new CheckpointSpec(
        in.required(EVERY, Rule.whole(1, RunKeys.MOST_STEPS)),
        in.optional(KEEP_EVERY, Rule.whole(0, RunKeys.MOST_STEPS), 1L),
        in.optional(KEEP_LAST, Rule.integer(1, MOST_KEPT), 3),
        in.optional(KEEP_BEST, Rule.integer(0, MOST_KEPT), 1));
  }

  static Map<String, String> texts(CheckpointSpec spec) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(EVERY, String.valueOf(spec.every()));
    texts.put(KEEP_EVERY, String.valueOf(spec.keepEvery()));
    texts.put(KEEP_LAST, String.valueOf(spec.keepLast()));
    texts.put(KEEP_BEST, String.valueOf(spec.keepBest()));
    return texts;
  }
}
