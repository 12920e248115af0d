package doublegrok.viewer.stream;

import doublegrok.log.Topic;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueIterator;

/** An open iterator over a store's records; every way of using it closes it. */
final class Records<V extends SpecificRecord> implements AutoCloseable, Iterator<V> {
  private final Topic<V> topic;
  private final KeyValueIterator<String, byte[]> entries;

  Records(Topic<V> topic, KeyValueIterator<String, byte[]> entries) {
    this.topic = topic;
    this.entries = entries;
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public V next() {
    return topic.codec().decode(entries.next().value);
  }

  @Override
  public void close() {
    entries.close();
  }

  /** The first record. */
  Optional<V> first() {
    return first(each -> true);
  }

  /** The first record that is wanted. */
  Optional<V> first(Predicate<V> wanted) {
    return firstOf(each -> Optional.of(each).filter(wanted));
  }

  /** What is found in the first record in which anything is. */
  <T> Optional<T> firstOf(Function<V, Optional<T>> search) {
    try (this) {
      Optional<T> found = Optional.empty();
      while (found.isEmpty() && hasNext()) {
        found = search.apply(next());
      }
      return found;
    }
  }

  /** The records up to the first that is not wanted. */
  List<V> takeWhile(Predicate<V> wanted) {
    try (this) {
      List<V> taken = new ArrayList<>();
      while (hasNext()) {
        V next = next();
        if (!wanted.test(next)) {
          break;
        }
        taken.add(next);
      }
      return taken;
    }
  }

  /** The first records that are wanted, at most so many. */
  List<V> limited(int most, Predicate<V> wanted) {
    try (this) {
      List<V> taken = new ArrayList<>();
      while (taken.size() < most && hasNext()) {
        Optional.of(next()).filter(wanted).ifPresent(taken::add);
      }
      return taken;
    }
  }

  /** Hands out all of them, one by one. */
  void forEach(Consumer<? super V> taker) {
    try (this) {
      forEachRemaining(taker);
    }
  }

  /** All of them. */
  List<V> list() {
    return takeWhile(each -> true);
  }
}
