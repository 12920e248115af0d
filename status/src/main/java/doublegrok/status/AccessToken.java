package doublegrok.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** Token that a client must know; only its hash is kept, so that it can never be shown. */
public final class AccessToken {
  /** The environment variable that may hold it. */
  public static final String VARIABLE = "DOUBLEGROK_TOKEN";

  private static final int LENGTH_MIN = 16;
  private static final int LENGTH_MAX = 1024;
  private static final String WAY_OUT = "; 'openssl rand -hex 32' makes a good one";

  private final byte[] hash;

  private AccessToken(byte[] hash) {
    this.hash = hash;
  }

  /**
   * A token; blanks and line ends around it do not belong to it.
   *
   * @param where it was found, for the sentence that refuses it
   * @throws IllegalArgumentException if it is too short or cannot stand in a header
   */
  public static AccessToken of(String text, String where) {
    String token = text.strip();
    if (token.length() < LENGTH_MIN || token.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("the token must have %d..%d characters, had %d (%s)%s"
          .formatted(LENGTH_MIN, LENGTH_MAX, token.length(), where, WAY_OUT));
    }
    if (!token.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
      throw new IllegalArgumentException(
          "the token must be letters, digits and signs of ASCII without blanks, was not (%s)%s"
              .formatted(where, WAY_OUT));
    }
    return new AccessToken(sha256(token));
  }

  /**
   * The token that a file holds.
   *
   * @throws IllegalArgumentException if the file cannot be read or holds no token
   */
  public static AccessToken in(Path file) {
    try {
      return of(Files.readString(file), "token file " + file);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "--token-file must be a text file that can be read, was %s (%s)%s"
              .formatted(file, failure.getClass().getSimpleName(), WAY_OUT),
          failure);
    }
  }

  /** Whether the value of an {@code Authorization} header has it: as bearer, or as password. */
  public boolean isIn(String authorization) {
    String[] words = authorization.strip().split(" +", 2);
    String given = words.length < 2 ? "" : words[1];
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> isSame(given);
      case "basic" -> isSame(password(given));
      default -> false;
    };
  }

  /** Compares hashes, in a time that does not depend on where they differ. */
  private boolean isSame(String given) {
    return MessageDigest.isEqual(hash, sha256(given));
  }

  private static String password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
