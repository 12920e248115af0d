package doublegrok.local.command;

import doublegrok.model.FloatTensor;
import doublegrok.model.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of weights.
 *
 * @param tensors in the file's order
 * @param sha256 of its bytes, in hexadecimal
 */
record WeightsFile(List<FloatTensor> tensors, String sha256) {
  WeightsFile {
    tensors = List.copyOf(tensors);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if there is none, or it is no safetensors file
   */
  static WeightsFile read(Path file) {
    try {
      return new WeightsFile(Safetensors.read(file).tensors(), digest(file));
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "the weights %s do not exist; name a safetensors file".formatted(file), missing);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "the weights %s cannot be read (%s); name a safetensors file of 32-bit floats"
              .formatted(file, failure.getMessage()),
          failure);
    }
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256Digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
