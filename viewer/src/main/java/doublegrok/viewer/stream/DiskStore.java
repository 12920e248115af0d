package doublegrok.viewer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Store of one topic's records on this disk, sorted by key. */
final class DiskStore implements ReadOnlyKeyValueStore<String, byte[]> {
  private final RocksDB database;
  private final ColumnFamilyHandle column;

  DiskStore(RocksDB database, ColumnFamilyHandle column) {
    this.database = database;
    this.column = column;
  }

  /** The value of a key; null if there is none, as this interface has it. */
  @Override
  public byte[] get(String key) {
    try {
      return database.get(column, key.getBytes(UTF_8));
    } catch (RocksDBException failure) {
      throw unreadable(failure);
    }
  }

  @Override
  public KeyValueIterator<String, byte[]> range(String from, String to) {
    RocksIterator entries = database.newIterator(column);
    entries.seek(from.getBytes(UTF_8));
    return new Entries(entries, to.getBytes(UTF_8), true);
  }

  @Override
  public KeyValueIterator<String, byte[]> reverseRange(String from, String to) {
    RocksIterator entries = database.newIterator(column);
    entries.seekForPrev(to.getBytes(UTF_8));
    return new Entries(entries, from.getBytes(UTF_8), false);
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    return range("", "\uFFFF");
  }

  @Override
  public long approximateNumEntries() {
    try {
      return database.getLongProperty(column, "rocksdb.estimate-num-keys");
    } catch (RocksDBException failure) {
      throw unreadable(failure);
    }
  }

  private static IllegalStateException unreadable(RocksDBException failure) {
    return new IllegalStateException("the view's stores cannot be read", failure);
  }

  /** Iterator up to a last key, or down to it. */
  private static final class Entries implements KeyValueIterator<String, byte[]> {
    private final RocksIterator entries;
    private final byte[] last;
    private final boolean ascending;

    Entries(RocksIterator entries, byte[] last, boolean ascending) {
      this.entries = entries;
      this.last = last;
      this.ascending = ascending;
    }

    @Override
    public boolean hasNext() {
      if (!entries.isValid()) {
        requireSound();
        return false;
      }
      int behind = Arrays.compareUnsigned(entries.key(), last);
      return ascending ? behind <= 0 : behind >= 0;
    }

    /** An iterator ends early where the disk cannot be read. */
    private void requireSound() {
      try {
        entries.status();
      } catch (RocksDBException failure) {
        throw unreadable(failure);
      }
    }

    @Override
    public KeyValue<String, byte[]> next() {
      KeyValue<String, byte[]> next = KeyValue.pair(peekNextKey(), entries.value());
      if (ascending) {
        entries.next();
      } else {
        entries.prev();
      }
      return next;
    }

    @Override
    public String peekNextKey() {
      if (!hasNext()) {
        throw new NoSuchElementException("there are no more records");
      }
      return new String(entries.key(), UTF_8);
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
