package doublegrok.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.command.common.ExitCode;
import doublegrok.spec.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class DoublegrokTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  private Path directory;

  @Test
  void listsEveryPresetWithItsDescription() {
    assertThat(run("presets")).isEqualTo(ExitCode.DONE);

    assertThat(out.toString().lines()).hasSameSizeAs(Presets.NAMES);
    assertThat(out.toString()).contains(Presets.all().get(0).description());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsAPresetAsItIs() {
    assertThat(run("presets", "demo")).isEqualTo(ExitCode.DONE);

    assertThat(out).hasToString(Presets.text("demo"));
  }

  @Test
  void anUnknownPresetIsABadArgumentToldInOneLine() {
    assertThat(run("presets", "dmeo")).isEqualTo(ExitCode.BAD_ARGUMENTS);

    assertThat(err.toString().lines()).singleElement().asString().contains("dmeo", "demo");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"demo --dir DIR", "start a --bootstrap none:1", "runs --bootstrap none:1"})
  void aFolderOfFamiliesThatIsMissingIsABadArgumentToldInOneLine(String line) {
    String missing = directory.resolve("families").toString();
    List<String> words =
        new ArrayList<>(List.of(line.replace("DIR", directory.toString()).split(" ", -1)));
    words.addAll(List.of("--families", missing));

    assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("the families' folder " + missing + " does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "presets --nonsense", "broker --port x"})
  void aBadCommandLineExitsWithTwoAndNamesTheHelp(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1)))
        .isEqualTo(ExitCode.BAD_ARGUMENTS);

    assertThat(err.toString()).startsWith("doublegrok: ").contains("--help");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"explane --help", "evalate -h", "--help exprot", "shwo --version"})
  void anUnknownCommandIsToldAlsoToOneWhoAsksForHelp(String line) {
    assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.BAD_ARGUMENTS);

    assertThat(err.toString()).startsWith("doublegrok: Unmatched argument");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpIsGivenForWhatThereIs() {
    assertThat(run("evaluate", "--help")).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains("Usage: doublegrok evaluate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"presets", "presets demo", "--help", "--version"})
  void aResultThatCannotBeWrittenIsAFailure(String line) {
    Writer full = new Writer() {
      @Override
      public void write(char[] text, int from, int count) throws IOException {
        throw new IOException("No space left on device");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };

    int code =
        Doublegrok.run(new PrintWriter(full), new PrintWriter(err, true), line.split(" ", -1));

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines()).singleElement().asString().contains("written to stdout");
  }

  @Test
  void aTakenPortIsOneSentenceAndExitCodeOne() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      int code = run("broker", "--dir", directory.toString(), "--port", port);

      assertThat(code).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString().lines()).singleElement().asString().contains(port, "--port");
    }
  }

  @Test
  void verboseShowsTheStackTrace() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    int code = run("broker", "--verbose", "--dir", file.toString(), "--port", "0");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("is a file", "RefusedException", "\tat ");
  }

  @Test
  void everyCommandExplainsItselfWithAnExample() {
    Deque<CommandSpec> specs = new ArrayDeque<>(List.of(Doublegrok.commandLine().getCommandSpec()));
    while (!specs.isEmpty()) {
      CommandSpec spec = specs.pop();
      spec.subcommands().values().stream().map(CommandLine::getCommandSpec).forEach(specs::push);
      if (spec.name().equals("generate-completion")) {
        continue; // picocli's own
      }
      assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
      assertThat(String.join("", spec.usageMessage().footer()))
          .as("example of %s", spec.qualifiedName())
          .contains(spec.qualifiedName());
      assertThat(spec.optionsMap()).as(spec.qualifiedName()).containsKey("--help");
    }
  }

  private int run(String... arguments) {
    return Doublegrok.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
