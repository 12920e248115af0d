package doublegrok.local.command.common;

import doublegrok.status.AccessToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * Option of where the token comes from: never an argument, which every user of the machine sees.
 */
public final class TokenOptions {
  private static final String OPTION = "--token-file";

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description = {
        "File with the token that clients must know, and that a broker at scram:// asks for.",
        "The variable " + AccessToken.VARIABLE + " may hold it instead."
      })
  private Path file;

  /** The option of a command that has it by another of its mixins. */
  static TokenOptions of(CommandSpec command) {
    TokenOptions options = new TokenOptions();
    Optional.ofNullable(command.findOption(OPTION))
        .ifPresent(option -> options.file = option.getValue());
    return options;
  }

  /** The file, if one is named. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The token, if there is one; the file goes before the variable. */
  public Optional<AccessToken> read(Map<String, String> environment) {
    if (file != null) {
      return Optional.of(AccessToken.in(file));
    }
    return Optional.ofNullable(environment.get(AccessToken.VARIABLE))
        .map(text -> AccessToken.of(text, "variable " + AccessToken.VARIABLE));
  }

  /** The token as it is, for a login; checked by the rules of {@link #read}. */
  public Optional<String> text(Map<String, String> environment) {
    return read(environment).map(sound -> text(file, environment).strip());
  }

  private static String text(Path file, Map<String, String> environment) {
    try {
      return file == null ? environment.get(AccessToken.VARIABLE) : Files.readString(file);
    } catch (IOException gone) {
      throw new UncheckedIOException("the token file %s cannot be read".formatted(file), gone);
    }
  }
}
