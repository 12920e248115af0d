package doublegrok.bench.section;

import doublegrok.log.KafkaSettings;
import doublegrok.model.DeviceChoice;
import doublegrok.spec.RunSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What only the module of the command line has: broker, whole pipeline, and the program itself. */
public interface Surroundings {
  /** A Kafka broker with the topics of the services, in this process. */
  interface Broker extends AutoCloseable {
    /** How clients reach it. */
    KafkaSettings kafka();

    @Override
    void close();
  }

  /** Broker, generator, trainer and evaluator that train a run, in this process. */
  interface Pipeline extends Broker {
    /** Completes with the last step done, or with what made the trainer fail. */
    CompletableFuture<Long> training();

    /** Where the run stands, half a second late; empty before it is in view. */
    Optional<Standing> standing();
  }

  /**
   * Where a run stands.
   *
   * @param step the last one done
   * @param evaluatedStep of the last checkpoint that is evaluated; -1 before the first
   * @param held whether it is paused
   */
  record Standing(long step, long evaluatedStep, boolean held) {}

  /**
   * What a pipeline is to do.
   *
   * @param directory for it alone
   * @param run name of the run
   * @param spec of the run
   * @param device where to compute
   * @param threads that compute on a CPU
   */
  record Order(Path directory, String run, RunSpec spec, DeviceChoice device, int threads) {}

  /** Starts a broker in a directory of its own. */
  Broker broker(Path directory);

  /** Starts a pipeline. */
  Pipeline pipeline(Order order);

  /** The command line of a Java like this one, up to its class path. */
  List<String> java();

  /** The program's main class. */
  String program();
}
