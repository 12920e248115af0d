package doublegrok.local.command.common;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file of {@code --spec}. */
public final class SpecFile {
  private SpecFile() {}

  /** Its text. */
  public static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "--spec %s does not exist; name a YAML file".formatted(file), missing);
    } catch (CharacterCodingException foreign) {
      throw new IllegalArgumentException(
          "--spec %s is not UTF-8 text (as UTF-16 and Latin-1 are not); save it as UTF-8"
              .formatted(file),
          foreign);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "--spec %s cannot be read (%s); name a YAML file".formatted(file, failure), failure);
    }
  }
}
