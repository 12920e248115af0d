package doublegrok.spec;

import doublegrok.task.key.Rule;

/**
 * Bounds of the stream.
 *
 * @param runAhead batches that the generator may be ahead of the trainer
 */
public record StreamSpec(int runAhead) {
  static StreamSpec of(Rows<StreamSpec> in) {
    return new StreamSpec(in.row("run_ahead", Rule.integer(1, 65_536), 64, StreamSpec::runAhead));
  }
}
