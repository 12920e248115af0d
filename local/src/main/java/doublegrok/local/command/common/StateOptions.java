package doublegrok.local.command.common;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Option of where a service of Kafka Streams keeps its state, and with it its place in its group.
 */
public final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "Where this service's own state lies (default: 'state' in --dir).",
        "Of several that share --dir, each needs one of its own."
      })
  private Path state;

  /** The directory that is asked for, or the usual one. */
  public Path or(Path usual) {
    return state == null ? usual : state.toAbsolutePath().normalize();
  }
}
