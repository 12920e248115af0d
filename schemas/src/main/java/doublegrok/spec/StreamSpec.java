package doublegrok.spec;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

/**
 * Bounds of the stream.
 *
 * @param runAhead batches that the generator may be ahead of the trainer
 */
public record StreamSpec(int runAhead) {
  private static final Key<Integer> RUN_AHEAD =
      Key.integer("stream.run_ahead", 1, 65_536).or(64);

  static StreamSpec read(KeyReader in) {
    return new StreamSpec(in.get(RUN_AHEAD));
  }

  Values values() {
    return Values.none().with(RUN_AHEAD, runAhead);
  }
}
