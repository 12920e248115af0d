package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.viewer.data.EventExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Event file of a run that grows while the run does. */
final class FollowedEvents implements AutoCloseable {
  private final Path folder;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CompletableFuture<Void> following;

  private FollowedEvents(EventExport export, Path folder) {
    this.folder = folder;
    this.following = CompletableFuture.runAsync(() -> follow(export));
  }

  static FollowedEvents begin(KafkaSettings kafka, Path folder) {
    return new FollowedEvents(
        new EventExport(new RunScan(kafka, LocalRun.PATIENCE), folder), folder);
  }

  /** The event file of the test's run. */
  static Path file(Path folder) throws IOException {
    try (var files = Files.list(folder.resolve(LocalRun.NAME))) {
      return files.findFirst().orElseThrow();
    }
  }

  /** Waits until it has as many bytes as a file of the whole run. */
  void awaitAsMuchAs(byte[] whole) {
    assertThat(whole).hasSizeGreaterThan(10_000);
    await()
        .atMost(LocalRun.PATIENCE)
        .untilAsserted(() -> assertThat(file(folder)).hasSize(whole.length));
  }

  private void follow(EventExport export) {
    try {
      export.follow(Set.of(LocalRun.NAME), caughtUp -> stopped.get());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    stopped.set(true);
    assertThat(following).succeedsWithin(LocalRun.PATIENCE);
  }
}
