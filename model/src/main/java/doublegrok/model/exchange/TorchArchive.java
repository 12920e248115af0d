package doublegrok.model.exchange;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip that torch.save writes: one folder with a pickle, data.pkl, and the bytes of storages,
 * data/KEY, none of them compressed (caffe2/serialize/inline_container.h in PyTorch's sources).
 */
final class TorchArchive implements Closeable {
  private static final int MOST_ENTRIES = 100_000;
  private static final int LARGEST_PICKLE_BYTES = 4_000_000;
  private static final String PICKLE = "/data.pkl";

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private final String root;

  private TorchArchive(ZipFile zip, long fileBytes) throws UnsoundFile {
    this.zip = zip;
    index(fileBytes);
    this.root = root();
  }

  /**
   * Opens one.
   *
   * @throws UnsoundFile if it is none, or an entry lies about itself
   */
  static TorchArchive open(Path path) throws IOException, UnsoundFile {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException | EOFException unsound) {
      throw new UnsoundFile(
          "it is not a zip, as torch.save writes it since PyTorch 1.6 (%s); save it anew"
              .formatted(Objects.requireNonNullElse(unsound.getMessage(), "it ends too early")));
    }
    try {
      return new TorchArchive(zip, Files.size(path));
    } catch (UnsoundFile unsound) {
      zip.close();
      throw unsound;
    }
  }

  private void index(long fileBytes) throws UnsoundFile {
    if (zip.size() > MOST_ENTRIES) {
      throw new UnsoundFile(
          "it must have at most %d entries, has %d".formatted(MOST_ENTRIES, zip.size()));
    }
    long left = fileBytes;
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      String name = UnsoundFile.shown(entry.getName());
      if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
        throw new UnsoundFile("its entry %s is compressed, as torch.save does not".formatted(name));
      }
      left -= entry.getSize();
      if (entry.getSize() < 0 || left < 0) {
        throw new UnsoundFile("its entries have more bytes than the file, by %s".formatted(name));
      }
      if (entries.put(entry.getName(), entry) != null) {
        throw new UnsoundFile("its entry %s is there twice".formatted(name));
      }
    }
  }

  private String root() throws UnsoundFile {
    String found = "";
    for (String name : entries.keySet()) {
      if (name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length()) {
        if (!found.isEmpty()) {
          throw new UnsoundFile("it has two pickles");
        }
        found = name.substring(0, name.length() - PICKLE.length());
      }
    }
    if (found.isEmpty()) {
      throw new UnsoundFile("it is a zip without data.pkl; torch.save writes one");
    }
    return found;
  }

  /** The pickle that names the tensors. */
  byte[] pickle() throws IOException, UnsoundFile {
    ZipEntry order = entries.get(root + "/byteorder");
    if (order != null && !new String(bytes(order), StandardCharsets.UTF_8).equals("little")) {
      throw new UnsoundFile("its numbers are big-endian; write it on another machine");
    }
    ZipEntry entry = entries.get(root + PICKLE);
    if (entry.getSize() > LARGEST_PICKLE_BYTES) {
      throw new UnsoundFile(
          "its data.pkl must have at most %d bytes, has %d; save the weights alone"
              .formatted(LARGEST_PICKLE_BYTES, entry.getSize()));
    }
    return bytes(entry);
  }

  /** The bytes of a storage, little-endian. */
  byte[] storage(StoredTensor.Storage storage) throws IOException, UnsoundFile {
    ZipEntry entry = entries.get(root + "/data/" + storage.key());
    String name = UnsoundFile.shown(storage.key());
    if (entry == null) {
      throw new UnsoundFile("it has no data/%s".formatted(name));
    }
    if (entry.getSize() / storage.type().bytes() != storage.count()
        || entry.getSize() % storage.type().bytes() != 0) {
      throw new UnsoundFile("its data/%s must have %d numbers of %s, has %d bytes"
          .formatted(name, storage.count(), storage.type(), entry.getSize()));
    }
    return bytes(entry);
  }

  private byte[] bytes(ZipEntry entry) throws IOException, UnsoundFile {
    String name = UnsoundFile.shown(entry.getName());
    if (entry.getSize() > Integer.MAX_VALUE - Long.BYTES) {
      throw new UnsoundFile("its entry %s is larger than 2 GiB".formatted(name));
    }
    int size = (int) entry.getSize();
    CRC32 sum = new CRC32();
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(size);
      sum.update(bytes);
      if (bytes.length == size && sum.getValue() == entry.getCrc()) {
        return bytes;
      }
    } catch (ZipException | EOFException unsound) {
      throw new UnsoundFile("its entry %s lies elsewhere than it says".formatted(name));
    }
    throw new UnsoundFile("its entry %s is damaged".formatted(name));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
