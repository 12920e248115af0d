package doublegrok.local.check;

import java.nio.file.Path;
import java.util.Optional;
import org.rocksdb.RocksDB;

/**
 * Condition that libraries in machine code, which Java unpacks into its temporary folder, can be
 * loaded from there; that folder may be mounted without the right to execute.
 *
 * @param folder that they are unpacked into
 * @param loading that is tried
 */
public record NativeLibraries(Path folder, Runnable loading) implements Check {
  /** Those of RocksDB, in which Kafka Streams keeps its state; loaded once a process. */
  public static NativeLibraries here() {
    return new NativeLibraries(Path.of(System.getProperty("java.io.tmpdir")), RocksDB::loadLibrary);
  }

  @Override
  public Optional<String> problem() {
    try {
      loading.run();
      return Optional.empty();
    } catch (LinkageError | RuntimeException failure) {
      return Optional.of(("the libraries of RocksDB cannot be loaded from the temporary folder %s"
              + " (%s); if it is full or mounted noexec, name another with"
              + " JAVA_OPTS=-Djava.io.tmpdir=FOLDER")
          .formatted(folder, failure.getMessage()));
    }
  }
}
