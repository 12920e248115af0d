package doublegrok.local.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doublegrok.local.monitoring.Checkout;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that do the tutorials as their readers do: one after the other in a folder that is empty
 * at first, with the launcher.
 */
@EnabledOnOs(OS.LINUX)
final class TutorialsIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path TUTORIALS = ROOT.resolve("docs/tutorials");
  private static final String PAGE_PORT = "8642";

  @TempDir
  private static Path folder;

  @TempDir
  private static Path printed;

  @BeforeAll
  static void putTheLauncherThere() throws IOException {
    Files.createSymbolicLink(folder.resolve("doublegrok"), ROOT.resolve("doublegrok"));
  }

  @AfterAll
  static void takeItAway() throws IOException {
    Files.delete(folder.resolve("doublegrok"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-run.md", "swap-and-fork.md", "figure.md"})
  void whatIsTypedWorksAndWhatIsShownIsSeen(String page) throws Exception {
    String text = Files.readString(TUTORIALS.resolve(page));
    assumeTrue(
        !text.contains("python3") || Checkout.program("python3").isPresent(), "no python3 here");
    List<Step> steps = Step.of(text.replace(PAGE_PORT, freePort()));

    assertThat(steps).hasSizeGreaterThan(5);
    follow(steps);
  }

  @Test
  void noTutorialIsLeftOut() throws IOException {
    try (Stream<Path> files = Files.list(TUTORIALS)) {
      assertThat(files.filter(file -> file.toString().endsWith(".md"))).hasSize(3);
    }
  }

  /** Commands end before others are typed in their terminal; at the end Ctrl-C ends the rest. */
  private static void follow(List<Step> steps) throws Exception {
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
          Path file = Files.createTempFile(printed, "printed", ".txt");
          terminals.put(last, Terminal.type(typed.commands(), folder, file));
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
