package doublegrok.viewer.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/** Bounds the memory of each RocksDB store: there is one for each topic and partition. */
public final class SmallStores implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 2L << 20;
  private static final long WRITE_BUFFER_BYTES = 1L << 20;

  private LRUCache cache;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    cache = new LRUCache(CACHE_BYTES);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    options.setTableFormatConfig(table);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  @Override
  public void close(String store, Options options) {
    cache.close();
  }
}
