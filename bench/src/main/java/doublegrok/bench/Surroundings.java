package doublegrok.bench;

import doublegrok.log.KafkaSettings;
import doublegrok.model.DeviceChoice;
import doublegrok.spec.RunSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Surroundings that only the module of the command line has: broker, pipeline, program. */
public interface Surroundings {
  /**
   * Kafka broker with the topics of the services, in this process; perhaps with services too.
   *
   * @param kafka how clients reach it
   * @param end closes it
   */
  record Broker(KafkaSettings kafka, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /**
   * Broker, generator, trainer and evaluator that train a run, in this process.
   *
   * @param broker of it; to close it closes all
   * @param training completes with the last step done, or with what made the trainer fail
   * @param standing of the run, half a second late; empty before it is in view
   */
  record Pipeline(
      Broker broker, CompletableFuture<Long> training, Supplier<Optional<Standing>> standing) {}

  /**
   * Place where a run stands.
   *
   * @param step the last one done
   * @param evaluatedStep of the last checkpoint that is evaluated; -1 before the first
   * @param held whether it is paused
   */
  record Standing(long step, long evaluatedStep, boolean held) {}

  /** Starts a broker in a directory of its own. */
  Broker broker(Path directory);

  /**
   * Starts a pipeline.
   *
   * @param directory for it alone
   * @param run name of the run
   */
  Pipeline pipeline(Path directory, String run, RunSpec spec, DeviceChoice device, int threads);

  /** The program's main class. */
  String program();
}
