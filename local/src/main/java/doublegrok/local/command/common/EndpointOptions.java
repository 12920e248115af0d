package doublegrok.local.command.common;

import doublegrok.status.Endpoint;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of where a service that has no page shows its metrics, and to whom. */
public final class EndpointOptions {
  /** The generator's port, unless another is asked for. */
  public static final int GENERATOR = 8643;

  /** A trainer's port, unless another is asked for. */
  public static final int TRAINER = 8644;

  /** A worker's port, unless another is asked for. */
  public static final int WORKER = 8645;

  private static final String PORT = "--metrics-port";

  @Option(
      names = PORT,
      paramLabel = "N",
      description = {
        "Port of /metrics, /healthz and /readyz, 0 for any free one (default: "
            + GENERATOR
            + " for",
        "the generator, " + TRAINER + " for a trainer, " + WORKER
            + " for a worker; if that is taken,",
        "any free one)."
      })
  private Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = {
        "Address that they listen on (default: ${DEFAULT-VALUE}).",
        "Another address than this machine's own needs a token."
      })
  private String host;

  @Mixin
  private TokenOptions token;

  /**
   * The endpoint.
   *
   * @param usual port if none is asked for; one that is taken is then no fault
   */
  public Endpoint read(int usual, Map<String, String> environment) {
    return new Endpoint(
        host,
        port == null ? usual : port,
        token.read(environment),
        port == null,
        PORT,
        Endpoint.IDLE);
  }
}
