package doublegrok.local.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.WRITE;

import doublegrok.store.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * End of a bundle, the zip file's comment: the SHA-256 of the whole file, computed with zeros in
 * place of its own digits. So no bit of the file is without a meaning.
 */
final class Seal {
  private static final String BEGIN = "doublegrok bundle, SHA-256 ";
  private static final int DIGITS = 64;
  private static final String ZEROS = "0".repeat(DIGITS);
  private static final Pattern FORM = Pattern.compile(Pattern.quote(BEGIN) + "([0-9a-f]{64})");
  private static final int BUFFER_BYTES = 1 << 16;

  /** The comment before the digits are known. */
  static final String OPEN = BEGIN + ZEROS;

  private Seal() {}

  /** Puts the digits into a file that ends with {@link #OPEN}. */
  static void put(Path file, String sha256) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      ByteBuffer digits = ByteBuffer.wrap(sha256.getBytes(US_ASCII));
      for (long at = channel.size() - DIGITS; digits.hasRemaining(); ) {
        at += channel.write(digits, at);
      }
    }
  }

  /**
   * Whether a file is the one that was sealed.
   *
   * @throws IOException if it cannot be read, or has no seal at its end
   */
  static boolean holds(Path file) throws IOException {
    long size = Files.size(file);
    if (size < OPEN.length()) {
      throw new IOException("it has no seal at its end");
    }
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (long left = size - OPEN.length(); left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, BUFFER_BYTES));
        if (read < 0) {
          throw new IOException("it becomes shorter while it is read");
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      Matcher seal = FORM.matcher(new String(in.readNBytes(OPEN.length()), US_ASCII));
      if (!seal.matches()) {
        throw new IOException("it has no seal at its end");
      }
      digest.update(OPEN.getBytes(US_ASCII));
      return HexFormat.of().formatHex(digest.digest()).equals(seal.group(1));
    }
  }
}
