package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what Prometheus is given, by its own judge. */
class PrometheusFilesTest {
  @TempDir
  private Path directory;

  @Test
  void theConfigurationIsSound() throws Exception {
    Path config = PrometheusFiles.copy(directory.resolve("prometheus"), "a token", Map.of());

    Promtool.in(directory).passes(Optional.empty(), "check", "config", config.toString());
  }

  @Test
  void theRulesAreSound() throws Exception {
    Promtool promtool = Promtool.in(directory);
    for (Path rules : Checkout.files("prometheus/rules", ".yml")) {
      promtool.passes(Optional.empty(), "check", "rules", "--lint-fatal", rules.toString());
    }
  }

  @Test
  void theRulesDoWhatTheirTestsSay() throws Exception {
    Promtool promtool = Promtool.in(directory);
    for (Path tests : Checkout.files("prometheus/tests", ".yml")) {
      promtool.passes(Optional.empty(), "test", "rules", tests.toString());
    }
  }

  /** promtool does not mind a rule that no test names. */
  @Test
  void everyRuleHasATest() throws Exception {
    assertThat(tested("alerts.yml", "alertname: (\\w+)"))
        .containsAll(named("alerts.yml", "alert: (\\w+)"));
    assertThat(tested("recording.yml", "expr: ([\\w:]+)"))
        .containsAll(named("recording.yml", "record: ([\\w:]+)"));
  }

  private static List<String> named(String file, String pattern) throws Exception {
    return found("prometheus/rules/" + file, pattern);
  }

  private static Set<String> tested(String file, String pattern) throws Exception {
    return Set.copyOf(found("prometheus/tests/" + file, pattern));
  }

  private static List<String> found(String file, String pattern) throws Exception {
    List<String> found = Pattern.compile(pattern)
        .matcher(Files.readString(Checkout.path(file)))
        .results()
        .map((MatchResult each) -> each.group(1))
        .collect(Collectors.toList());
    assertThat(found).isNotEmpty();
    return found;
  }
}
