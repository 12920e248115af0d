package doublegrok.bench.section;

import doublegrok.bench.section.Surroundings.Broker;
import doublegrok.generator.GeneratorApp;
import doublegrok.log.KafkaSettings;
import java.io.IOException;

/** A broker of its own, with a generator that makes whatever batches are demanded there. */
final class BatchLog implements AutoCloseable {
  private final Broker broker;
  private final GeneratorApp generator;

  private BatchLog(Broker broker, GeneratorApp generator) {
    this.broker = broker;
    this.generator = generator;
  }

  static BatchLog open(Setting setting) throws IOException {
    Broker broker = setting.surroundings().broker(setting.newDirectory("batches"));
    try {
      return new BatchLog(
          broker, GeneratorApp.start(broker.kafka(), setting.newDirectory("generator")));
    } catch (IOException | RuntimeException failure) {
      broker.close();
      throw failure;
    }
  }

  KafkaSettings kafka() {
    return broker.kafka();
  }

  /** Starts the shape's run. */
  GeneratorFeed feed(Shape shape) {
    return new GeneratorFeed(kafka(), shape.name(), shape.spec());
  }

  @Override
  public void close() {
    generator.close();
    broker.close();
  }
}
