package doublegrok.local.command;

import doublegrok.local.check.NativeLibraries;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.KafkaOptions;
import doublegrok.local.process.ClockWatch;
import doublegrok.local.process.DataDirectory;
import doublegrok.local.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Base of the services' commands: Kafka, a directory, and an end. */
abstract class ServiceCommand extends Command {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  @Mixin
  KafkaOptions kafkaOptions;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = {
        "Where checkpoints and state lie (default: ${DEFAULT-VALUE}).",
        "Trainer and evaluator must see the same checkpoints."
      })
  private Path directory;

  final DataDirectory data() {
    NativeLibraries.here().require();
    return new DataDirectory(directory).prepare(DataDirectory.MINIMUM_FREE_BYTES);
  }

  /** Tells where the metrics are: if others had the usual port, nobody could know. */
  final void tellMetrics(String url) {
    out().println(url + "metrics");
  }

  /** Waits until the service ends by itself, fails, or a person stops it. */
  final int serve(StopSignal stop, CompletableFuture<?> end) throws InterruptedException {
    boolean serving = true;
    ClockWatch clock = ClockWatch.ofMachine();
    while (serving) {
      clock.setBack().ifPresent(this::progress);
      serving = !stop.await(LOOK_EVERY) && !end.isDone();
    }
    if (!stop.isRequested()) {
      failure(end).ifPresent(thrown -> {
        throw new RefusedException(thrown.getMessage(), thrown);
      });
    }
    return stop.exitCode();
  }

  /** A service that runs on ends only by failing; a trainer also with its last step. */
  private static Optional<Throwable> failure(CompletableFuture<?> end) {
    Object outcome =
        end.handle((value, thrown) -> thrown == null ? value : thrown).join();
    return outcome instanceof Throwable thrown ? Optional.of(thrown) : Optional.empty();
  }
}
