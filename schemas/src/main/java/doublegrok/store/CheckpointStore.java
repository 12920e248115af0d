package doublegrok.store;

import doublegrok.record.StoredFile;
import java.io.IOException;
import java.nio.file.Path;

/** Files addressed by the SHA-256 of their content: a file that is there is whole. */
public interface CheckpointStore {
  /**
   * Writes a file and makes it durable before it gets its address.
   *
   * @param suffix of the file's name, for example {@code .safetensors}
   * @param content writes the file at the path that it is given
   * @throws StoreException if it cannot be written; nothing is left at any address then
   */
  StoredFile put(String suffix, Content content);

  /**
   * A local path of the file, its content checked against its address.
   *
   * @throws StoreException if the file is missing, truncated or changed
   */
  Path verified(StoredFile file, String suffix);

  /** Where the store is, for messages to people. */
  String description();

  /** Writes a file. */
  interface Content {
    /** Writes the whole file at this path, which exists and is empty. */
    void writeTo(Path path) throws IOException;
  }
}
