package doublegrok.local.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that do the tutorials as their readers do: in an empty folder, with the launcher. */
@EnabledOnOs(OS.LINUX)
final class TutorialsIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path TUTORIALS = ROOT.resolve("docs/tutorials");
  private static final String PAGE_PORT = "8642";

  @TempDir
  private Path directory;

  static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(TUTORIALS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatIsTypedWorksAndWhatIsShownIsSeen(String page) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("doublegrok"), ROOT.resolve("doublegrok"));
    String text = Files.readString(TUTORIALS.resolve(page)).replace(PAGE_PORT, freePort());
    List<Step> steps = Step.of(text);

    assertThat(steps).hasSizeGreaterThan(5);
    follow(steps, folder);
  }

  /** Commands end before others are typed in their terminal; at the end Ctrl-C ends the rest. */
  private void follow(List<Step> steps, Path folder) throws Exception {
    Map<String, Terminal> terminals = new LinkedHashMap<>();
    try {
      String last = "";
      for (Step step : steps) {
        if (step instanceof Step.Seen seen) {
          terminals.get(seen.terminal()).awaitSight(seen);
        } else if (step instanceof Step.Typed typed) {
          last = typed.terminal();
          if (terminals.containsKey(last)) {
            terminals.get(last).awaitEnd();
          }
          Path printed = Files.createTempFile(directory, "printed", ".txt");
          terminals.put(last, Terminal.type(typed.commands(), folder, printed));
        }
      }
      terminals.get(last).awaitEnd();
      for (Terminal each : terminals.values()) {
        each.interrupt();
      }
    } finally {
      terminals.values().forEach(Terminal::close);
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
