package doublegrok.viewer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores of the view on this disk: one database, in which the records and the positions up to which
 * the topics are read are written together. It holds nothing that the topics do not, so that one of
 * other topics, of another layout or with a fault is begun anew. Reads are safe for use by many
 * threads, until it is closed.
 */
final class DiskStores implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DiskStores.class);
  private static final String LAYOUT = "1";
  private static final byte[] IDENTITY = "identity".getBytes(UTF_8);
  private static final String POSITION = "position/";
  private static final int OPEN_FILES_MAX = 256;
  private static final long CACHE_BYTES = 32L << 20;
  private static final long WRITE_BUFFER_BYTES = 4L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private final LRUCache cache = new LRUCache(CACHE_BYTES);
  private final DBOptions options = new DBOptions()
      .setCreateIfMissing(true)
      .setCreateMissingColumnFamilies(true)
      .setMaxOpenFiles(OPEN_FILES_MAX)
      .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
      .setKeepLogFileNum(2);
  private final ColumnFamilyOptions columnOptions = new ColumnFamilyOptions()
      .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache))
      .setWriteBufferSize(WRITE_BUFFER_BYTES);
  private final WriteOptions writing = new WriteOptions();
  private final List<ColumnFamilyHandle> columns = new ArrayList<>();
  private final Map<String, ColumnFamilyHandle> byName = new HashMap<>();
  private final RocksDB database;

  private DiskStores(Path directory) throws RocksDBException {
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, columnOptions));
    List<String> names = ViewStores.VIEWED.stream().map(ViewStores::name).toList();
    names.forEach(
        name -> descriptors.add(new ColumnFamilyDescriptor(name.getBytes(UTF_8), columnOptions)));
    try {
      database = RocksDB.open(options, directory.toString(), descriptors, columns);
    } catch (RocksDBException failure) {
      closeOptions();
      throw failure;
    }
    for (int name = 0; name < names.size(); name++) {
      byName.put(names.get(name), columns.get(name + 1));
    }
  }

  /**
   * Opens the stores in a directory, empty ones if they are not of these topics.
   *
   * @param topics which they are, whatever their names are
   * @throws IllegalStateException if another viewer holds them, or the disk refuses
   */
  static DiskStores open(Path directory, String topics) {
    byte[] identity = (LAYOUT + " " + topics).getBytes(UTF_8);
    try {
      Files.createDirectories(directory);
      Optional<DiskStores> there = openIfSound(directory, identity);
      if (there.isPresent()) {
        return there.get();
      }
      Utils.delete(directory.toFile());
      Files.createDirectories(directory);
      DiskStores fresh = new DiskStores(directory);
      fresh.database.put(IDENTITY, identity);
      return fresh;
    } catch (IOException failure) {
      throw new UncheckedIOException("the view's stores in %s".formatted(directory), failure);
    } catch (RocksDBException failure) {
      throw refused(directory, failure);
    }
  }

  private static Optional<DiskStores> openIfSound(Path directory, byte[] identity) {
    try {
      DiskStores there = new DiskStores(directory);
      if (Arrays.equals(there.database.get(IDENTITY), identity)) {
        return Optional.of(there);
      }
      there.close();
    } catch (RocksDBException failure) {
      if (failure.getStatus() != null && failure.getStatus().getCode() == Status.Code.IOError) {
        throw refused(directory, failure); // a lock or a full disk, which a new one would meet too
      }
      log.warn("the view in {} is read anew from the topics: {}", directory, failure.toString());
    }
    return Optional.empty();
  }

  private static IllegalStateException refused(Path directory, RocksDBException failure) {
    return new IllegalStateException(
        ("the view's stores in %s cannot be used (%s); of several viewers each needs a --state"
                + " DIR of its own")
            .formatted(directory, failure.getMessage()),
        failure);
  }

  /** The store of this name. */
  ReadOnlyKeyValueStore<String, byte[]> store(String name) {
    return new DiskStore(database, byName.get(name));
  }

  /** The offset from which a partition is still to be read; empty if nothing of it was. */
  OptionalLong position(TopicPartition partition) {
    try {
      byte[] position = database.get(key(partition));
      return position == null
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(new String(position, UTF_8)));
    } catch (RocksDBException failure) {
      throw new IllegalStateException("the view's positions cannot be read", failure);
    }
  }

  /** A batch to be filled. */
  Batch batch() {
    return new Batch();
  }

  /** Records and positions that are written at once, or not at all. */
  final class Batch implements AutoCloseable {
    private final WriteBatch batch = new WriteBatch();

    void put(Topic<?> topic, String key, byte[] value) throws RocksDBException {
      batch.put(byName.get(ViewStores.name(topic)), key.getBytes(UTF_8), value);
    }

    void position(TopicPartition partition, long next) throws RocksDBException {
      batch.put(key(partition), Long.toString(next).getBytes(UTF_8));
    }

    void write() throws RocksDBException {
      database.write(writing, batch);
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  private static byte[] key(TopicPartition partition) {
    return (POSITION + RecordKeys.step(partition.topic(), partition.partition())).getBytes(UTF_8);
  }

  @Override
  public void close() {
    columns.forEach(ColumnFamilyHandle::close);
    database.close();
    closeOptions();
  }

  private void closeOptions() {
    writing.close();
    columnOptions.close();
    options.close();
    cache.close();
  }
}
