package doublegrok.local.command.common;

import doublegrok.viewer.page.PageSettings;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say where a page listens, and to whom. */
public final class PageOptions {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8642",
      description = "Port of the page, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = {
        "Address that the page listens on (default: ${DEFAULT-VALUE}).",
        "Another address than this machine's own needs a token."
      })
  private String host;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command; // has the token for Kafka, too

  public PageSettings read(Map<String, String> environment) {
    PageSettings here = PageSettings.local(port);
    return TokenOptions.of(command)
        .read(environment)
        .map(here::guardedBy)
        .orElse(here)
        .onHost(host);
  }
}
