package doublegrok.viewer.stream;

import doublegrok.spec.RunSpecs;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Stores that count the entries that are read from them, and the iterators left open. */
final class CountingReads {
  private final Function<String, ReadOnlyKeyValueStore<String, byte[]>> stores;
  private final Standings standings;
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong open = new AtomicLong();

  CountingReads(
      Function<String, ReadOnlyKeyValueStore<String, byte[]>> stores, Standings standings) {
    this.stores = stores;
    this.standings = standings;
  }

  RunReader reader() {
    return new RunReader(stores(), standings);
  }

  ViewStores stores() {
    return new ViewStores(name -> new Store(stores.apply(name)), RunSpecs.builtIn());
  }

  /** Entries read since the last call. */
  long entries() {
    return entries.getAndSet(0);
  }

  /** Iterators that are not closed yet. */
  long open() {
    return open.get();
  }

  private final class Store implements ReadOnlyKeyValueStore<String, byte[]> {
    private final ReadOnlyKeyValueStore<String, byte[]> store;

    Store(ReadOnlyKeyValueStore<String, byte[]> store) {
      this.store = store;
    }

    @Override
    public byte[] get(String key) {
      entries.incrementAndGet();
      return store.get(key);
    }

    @Override
    public KeyValueIterator<String, byte[]> range(String from, String to) {
      return new Entries(store.range(from, to));
    }

    @Override
    public KeyValueIterator<String, byte[]> reverseRange(String from, String to) {
      return new Entries(store.reverseRange(from, to));
    }

    @Override
    public KeyValueIterator<String, byte[]> all() {
      return new Entries(store.all());
    }

    @Override
    public long approximateNumEntries() {
      return store.approximateNumEntries();
    }
  }

  private final class Entries implements KeyValueIterator<String, byte[]> {
    private final KeyValueIterator<String, byte[]> iterator;

    Entries(KeyValueIterator<String, byte[]> iterator) {
      this.iterator = iterator;
      open.incrementAndGet();
    }

    @Override
    public boolean hasNext() {
      return iterator.hasNext();
    }

    @Override
    public KeyValue<String, byte[]> next() {
      entries.incrementAndGet();
      return iterator.next();
    }

    @Override
    public String peekNextKey() {
      return iterator.peekNextKey();
    }

    @Override
    public void close() {
      open.decrementAndGet();
      iterator.close();
    }
  }
}
