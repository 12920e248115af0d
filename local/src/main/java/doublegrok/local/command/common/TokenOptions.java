package doublegrok.local.command.common;

import doublegrok.status.AccessToken;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Option of where the token comes from: never an argument, which every user of the machine sees.
 */
public final class TokenOptions {
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "File with the token that clients must know.",
        "The variable " + AccessToken.VARIABLE + " may hold it instead."
      })
  private Path file;

  /** The token, if there is one; the file goes before the variable. */
  public Optional<AccessToken> read(Map<String, String> environment) {
    if (file != null) {
      return Optional.of(AccessToken.in(file));
    }
    return Optional.ofNullable(environment.get(AccessToken.VARIABLE))
        .map(text -> AccessToken.of(text, "variable " + AccessToken.VARIABLE));
  }
}
