package doublegrok.local.command.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.local.command.Doublegrok;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenOptionsTest {
  private static final String SHORT = "0123456789abcde";

  @TempDir
  private Path directory;

  @Test
  void withoutFileAndVariableThereIsNoToken() {
    assertThat(options().read(Map.of())).isEmpty();
  }

  @Test
  void theFileGoesBeforeTheVariable() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), SHORT + "f\n");
    Map<String, String> tooShort = Map.of("DOUBLEGROK_TOKEN", SHORT);

    assertThat(options("--token-file", file.toString()).read(tooShort)).isPresent();
    assertThatThrownBy(() -> options().read(tooShort))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("had 15 (variable DOUBLEGROK_TOKEN)")
        .hasMessageNotContaining(SHORT);
  }

  @Test
  void anAddressThatOthersReachIsRefusedWithoutATokenBeforeAnythingStarts() throws Exception {
    Path data = directory.resolve("data");
    Path file = Files.writeString(directory.resolve("token"), SHORT);

    assertThat(evaluator(data, "--host", "0.0.0.0"))
        .startsWith("doublegrok: host must be an address of this machine alone")
        .contains("was 0.0.0.0", "--token-file FILE");
    assertThat(evaluator(data, "--host", "0.0.0.0", "--token-file", file.toString()))
        .startsWith("doublegrok: the token must have 16..1024 characters, had 15")
        .doesNotContain(SHORT);
    assertThat(data).doesNotExist();
  }

  private static String evaluator(Path data, String... more) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    String[] arguments = Stream.concat(
            Stream.of("evaluator", "--bootstrap", "localhost:1", "--dir", data.toString()),
            Stream.of(more))
        .toArray(String[]::new);
    assertThat(Doublegrok.run(out, out, arguments)).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said.toString().lines()).hasSize(1);
    return said.toString();
  }

  private static TokenOptions options(String... arguments) {
    return CommandLine.populateCommand(new TokenOptions(), arguments);
  }
}
