package doublegrok.local.bundle;

import doublegrok.local.bundle.BundleIndex.Entry;
import doublegrok.local.check.RefusedException;
import doublegrok.store.Sha256;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Bundle that is read: checked as a whole before anything in it is believed. */
public final class BundleFile implements Closeable {
  private static final int INDEX_BYTES_MAX = 64 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final ZipFile zip;
  private final BundleIndex index;

  private BundleFile(Path path, ZipFile zip, BundleIndex index) {
    this.path = path;
    this.zip = zip;
    this.index = index;
  }

  /**
   * Opens a bundle, once every byte of it is what it was when it was made.
   *
   * @throws RefusedException naming what is wrong, and the entry if it is in one
   */
  public static BundleFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new RefusedException("there is no file %s".formatted(path));
    }
    try {
      if (!Seal.holds(path)) {
        throw altered(
            path, damage(path).orElse("a header or the directory of the zip"), Optional.empty());
      }
    } catch (IOException unsealed) {
      throw new RefusedException(
          "%s is no bundle, or its end is lost (%s); fetch it again"
              .formatted(path, unsealed.getMessage()),
          unsealed);
    }
    return sealed(path);
  }

  private static BundleFile sealed(Path path) {
    try {
      ZipFile zip = new ZipFile(path.toFile());
      try {
        BundleFile bundle = new BundleFile(path, zip, index(zip));
        bundle.requireEntries();
        return bundle;
      } catch (IOException | RuntimeException unsound) {
        zip.close();
        throw unsound;
      }
    } catch (IOException unsound) {
      throw altered(path, String.valueOf(unsound.getMessage()), Optional.of(unsound));
    }
  }

  BundleIndex index() {
    return index;
  }

  Path path() {
    return path;
  }

  /** The content of an entry that is there. */
  InputStream read(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("it has no entry " + name);
    }
    return new BufferedInputStream(zip.getInputStream(entry), BUFFER_BYTES);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void requireEntries() throws IOException {
    List<String> there = new ArrayList<>();
    zip.stream().map(ZipEntry::getName).forEach(there::add);
    List<String> named = new ArrayList<>();
    index.entries().forEach(each -> named.add(each.name()));
    named.add(BundleWriter.INDEX);
    if (!there.equals(named)) {
      throw new IOException(
          "its entries are not those that %s names".formatted(BundleWriter.INDEX));
    }
    for (Entry each : index.entries()) {
      try (InputStream in = read(each.name())) {
        require(each, summary(each.name(), in));
      }
    }
  }

  private static BundleIndex index(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(BundleWriter.INDEX);
    if (entry == null || entry.getSize() > INDEX_BYTES_MAX) {
      throw new IOException("it has no entry %s that can be read".formatted(BundleWriter.INDEX));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return BundleIndex.of(in.readNBytes(INDEX_BYTES_MAX));
    } catch (IOException unsound) {
      throw new IOException(
          "the entry %s: %s".formatted(BundleWriter.INDEX, unsound.getMessage()), unsound);
    }
  }

  /** Where a bundle differs from what its manifest says, one entry after another. */
  private static Optional<String> damage(Path path) {
    String at = "its beginning";
    List<Entry> found = new ArrayList<>();
    Optional<BundleIndex> index = Optional.empty();
    try (ZipInputStream in =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES))) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        at = "the entry " + each.getName();
        if (!BundleWriter.TIME.equals(each.getTimeLocal())) {
          return Optional.of("the header of " + at);
        }
        if (each.getName().equals(BundleWriter.INDEX)) {
          index = Optional.of(BundleIndex.of(in.readNBytes(INDEX_BYTES_MAX)));
        } else {
          found.add(summary(each.getName(), in));
        }
        at = "what follows " + at;
      }
    } catch (IOException | RuntimeException unreadable) { // whatever a zip reader stumbles over
      return Optional.of("%s (%s)".formatted(at, unreadable.getMessage()));
    }
    if (index.isEmpty()) {
      return Optional.of(at);
    }
    List<Entry> expected = index.get().entries();
    for (int each = 0; each < expected.size(); each++) {
      Optional<Entry> there = each < found.size() ? Optional.of(found.get(each)) : Optional.empty();
      if (there.filter(expected.get(each)::equals).isEmpty()) {
        return Optional.of("the entry " + expected.get(each).name());
      }
    }
    return Optional.empty();
  }

  private static Entry summary(String name, InputStream in) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
      bytes += read;
    }
    return new Entry(name, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static void require(Entry expected, Entry found) throws IOException {
    if (!expected.equals(found)) {
      throw new IOException(
          "the entry %s is not what %s says".formatted(expected.name(), BundleWriter.INDEX));
    }
  }

  private static RefusedException altered(Path path, String where, Optional<IOException> cause) {
    String sentence =
        "%s is not what it was when it was made: %s; nothing was taken, fetch it again"
            .formatted(path, where);
    return cause
        .map(each -> new RefusedException(sentence, each))
        .orElseGet(() -> new RefusedException(sentence));
  }
}
