package doublegrok.trainer;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Says what a test tells it to. */
final class FakeTestimony implements TransactionFate {
  volatile Optional<String> owner = Optional.empty();
  volatile boolean committed;
  final AtomicInteger asked = new AtomicInteger();

  @Override
  public Optional<String> openedBy() {
    return owner;
  }

  @Override
  public boolean committed(RecordMetadata place) {
    asked.incrementAndGet();
    return committed;
  }
}
