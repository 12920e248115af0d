package doublegrok.viewer.stream;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A store in memory, sorted as those of the topology are. */
final class MapStore implements ReadOnlyKeyValueStore<String, byte[]> {
  private final NavigableMap<String, byte[]> entries = new TreeMap<>();

  void put(String key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public byte[] get(String key) {
    return entries.get(key);
  }

  @Override
  public KeyValueIterator<String, byte[]> range(String from, String to) {
    return new Entries(entries.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<String, byte[]> reverseRange(String from, String to) {
    return new Entries(entries.subMap(from, true, to, true).descendingMap());
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    return new Entries(entries);
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  private static final class Entries implements KeyValueIterator<String, byte[]> {
    private final Iterator<Map.Entry<String, byte[]>> iterator;

    Entries(Map<String, byte[]> entries) {
      this.iterator = entries.entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
      return iterator.hasNext();
    }

    @Override
    public KeyValue<String, byte[]> next() {
      Map.Entry<String, byte[]> next = iterator.next();
      return KeyValue.pair(next.getKey(), next.getValue());
    }

    @Override
    public String peekNextKey() {
      throw new UnsupportedOperationException("the view never peeks");
    }

    @Override
    public void close() {}
  }
}
