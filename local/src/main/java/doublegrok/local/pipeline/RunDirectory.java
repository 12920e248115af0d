package doublegrok.local.pipeline;

import java.nio.file.Path;

/**
 * Where a local pipeline keeps everything.
 *
 * @param root the directory that a person names
 */
public record RunDirectory(Path root) {
  public RunDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The embedded broker's log. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** The checkpoint store. */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** State of a Kafka Streams service. */
  public Path state(String service) {
    return root.resolve("state").resolve(service);
  }
}
