package doublegrok.local.command.common;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file of {@code --spec}, or of another option. */
public final class SpecFile {
  private SpecFile() {}

  /** The text of that of {@code --spec}. */
  public static String read(Path file) {
    return read(file, "--spec");
  }

  /**
   * Its text.
   *
   * @param option that names it, in sentences
   */
  public static String read(Path file, String option) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "%s %s does not exist; name a YAML file".formatted(option, file), missing);
    } catch (CharacterCodingException foreign) {
      throw new IllegalArgumentException(
          "%s %s is not UTF-8 text (as UTF-16 and Latin-1 are not); save it as UTF-8"
              .formatted(option, file),
          foreign);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "%s %s cannot be read (%s); name a YAML file".formatted(option, file, failure), failure);
    }
  }
}
