package doublegrok.local.command.common;

import doublegrok.viewer.page.PageSettings;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin
  private TokenOptions token;

  public PageSettings read(Map<String, String> environment) {
    PageSettings here = PageSettings.local(port);
    return token.read(environment).map(here::guardedBy).orElse(here).onHost(host);
  }
}
