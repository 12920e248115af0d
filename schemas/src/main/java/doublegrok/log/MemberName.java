package doublegrok.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The name under which a service is a member of its consumer group. It lies with the service's
 * state, so that one that was killed takes its place, and its partitions, back at once instead of
 * waiting until its former session has timed out.
 */
final class MemberName {
  private MemberName() {}

  /** The name in a directory; a new one the first time. */
  static String in(Path directory) {
    Path file = directory.resolve("member");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, "member", ".draft");
        Files.writeString(draft, UUID.randomUUID().toString(), StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException failure) {
      throw new IllegalStateException(
          "cannot keep the service's name in %s (%s); name another directory with --dir"
              .formatted(file, failure),
          failure);
    }
  }
}
