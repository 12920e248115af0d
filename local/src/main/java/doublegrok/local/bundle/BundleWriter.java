package doublegrok.local.bundle;

import doublegrok.local.bundle.BundleIndex.Entry;
import doublegrok.store.Sha256;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writer of a bundle, entry by entry. The same content gives the same bytes: entries have one time,
 * and no attributes.
 */
final class BundleWriter implements Closeable {
  static final String INDEX = "manifest.json";

  /** Earlier ones, and the first of 1980, Java writes in other words. */
  static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest whole = Sha256.digest();
  private final ZipOutputStream zip;
  private final List<Entry> entries = new ArrayList<>();

  /** Content of an entry. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  BundleWriter(OutputStream out) {
    this.zip = new ZipOutputStream(
        new BufferedOutputStream(new DigestOutputStream(out, whole), BUFFER_BYTES));
  }

  /** The entries so far. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Adds an entry that is compressed. */
  void add(String name, Content content) throws IOException {
    add(entry(name), content);
  }

  void add(String name, String text) throws IOException {
    add(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Adds a file as it is.
   *
   * @throws IOException also if it has another SHA-256
   */
  void add(String name, Path file, String sha256) throws IOException {
    ZipEntry entry = entry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(Files.size(file));
    entry.setCrc(crc(file));
    add(entry, out -> Files.copy(file, out));
    Entry added = entries.get(entries.size() - 1);
    if (!added.sha256().equals(sha256)) {
      throw new IOException("the content of %s is not what its name says".formatted(file));
    }
  }

  private void add(ZipEntry entry, Content content) throws IOException {
    zip.putNextEntry(entry);
    MessageDigest digest = Sha256.digest();
    Counted out = new Counted(new DigestOutputStream(zip, digest));
    content.writeTo(out);
    out.flush();
    zip.closeEntry();
    entries.add(new Entry(entry.getName(), out.bytes, HexFormat.of().formatHex(digest.digest())));
  }

  /**
   * Adds the index, and ends the file.
   *
   * @return what {@link Seal} puts at its end
   */
  String finish(String madeBy, List<String> runs, List<String> sweeps) throws IOException {
    BundleIndex index = new BundleIndex(madeBy, runs, sweeps, entries());
    add(INDEX, index.json());
    zip.setComment(Seal.OPEN);
    zip.close();
    return HexFormat.of().formatHex(whole.digest());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    return entry;
  }

  private static long crc(Path file) throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
      }
    }
    return crc.getValue();
  }

  /** Stream that counts, and whose end is not the bundle's. */
  private static final class Counted extends FilterOutputStream {
    private long bytes;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int each) throws IOException {
      out.write(each);
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      out.write(some, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
