package doublegrok.local.command;

import doublegrok.local.process.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a service of Kafka Streams keeps its state, and with it its place in its group. */
final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "Where this service's own state lies (default: 'state' in --dir).",
        "Of several that share --dir, each needs one of its own."
      })
  private Path state;

  Path of(DataDirectory data, String service) {
    return state == null ? data.state(service) : state.toAbsolutePath().normalize();
  }
}
