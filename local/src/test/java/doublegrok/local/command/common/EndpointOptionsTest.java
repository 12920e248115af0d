package doublegrok.local.command.common;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.command.Doublegrok;
import doublegrok.status.Endpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

class EndpointOptionsTest {
  @TempDir
  private Path directory;

  @Test
  void thePortThatNobodyAskedForMayBeAnother() {
    Endpoint usual = options().read(8644, Map.of());
    Endpoint asked = options("--metrics-port", "9000").read(8644, Map.of());

    assertThat(usual.port()).isEqualTo(8644);
    assertThat(usual.elsewhereIfTaken()).isTrue();
    assertThat(usual.host()).isEqualTo("127.0.0.1");
    assertThat(asked.port()).isEqualTo(9000);
    assertThat(asked.elsewhereIfTaken()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "trainer"})
  void aPortThatWasAskedForAndIsTakenIsRefusedBeforeAnythingStarts(String service)
      throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());

      assertThat(refused(service, "--metrics-port", port))
          .startsWith("doublegrok: port " + port + " on 127.0.0.1 cannot be listened on")
          .contains("--metrics-port 0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "trainer"})
  void anAddressThatOthersReachIsRefusedWithoutAToken(String service) {
    assertThat(refused(service, "--host", "0.0.0.0"))
        .startsWith("doublegrok: host must be an address of this machine alone")
        .contains("--token-file FILE");
  }

  private String refused(String service, String... more) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    Stream<String> named =
        service.equals("trainer") ? Stream.of(service, "--run", "a") : Stream.of(service);
    Stream<String> where = Stream.of("--bootstrap", "localhost:1", "--dir", directory.toString());
    String[] arguments =
        Stream.of(named, where, Stream.of(more)).flatMap(each -> each).toArray(String[]::new);

    assertThat(Doublegrok.run(out, out, arguments)).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said.toString().lines()).hasSize(1);
    return said.toString();
  }

  private static EndpointOptions options(String... arguments) {
    return CommandLine.populateCommand(new Mixing(), arguments).options;
  }

  /** Command that has the options. */
  @CommandLine.Command
  private static final class Mixing {
    @Mixin
    private EndpointOptions options;
  }
}
