package doublegrok.spec;

import doublegrok.task.key.Key;

/**
 * Bounds of the stream.
 *
 * @param runAhead batches that the generator may be ahead of the trainer
 */
public record StreamSpec(int runAhead) {
  static StreamSpec of(Rows<StreamSpec> in) {
    return new StreamSpec(in.row(
        Key.integer("run_ahead", 1, 65_536)
            .or(64)
            .about("Batches that the generator may be ahead of the trainer."),
        StreamSpec::runAhead));
  }
}
