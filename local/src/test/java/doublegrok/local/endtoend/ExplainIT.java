package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.pipeline.LocalPipeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has ended, explained by forks that the command trains itself. */
class ExplainIT {
  private static final String[] CHANGES = {
    "training.steps=60",
    "checkpoint.every=20",
    "evaluation.sequences=32",
    "swaps=[{at_batch: 30, set: {distribution.tasks: 6}}]",
  };
  private static final String[] RATE = {
    "--at", "25", "--for", "40", "--with", "optimizer.muon_learning_rate=0.5", "--json"
  };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  private Path directory;

  @Test
  void anUnchangedTwinHasNoEffectAndAPlantedOneIsFound() throws Exception {
    try (LocalPipeline pipeline = LocalRun.smoke(directory, CHANGES).start()) {
      LocalRun.awaitEnd(pipeline);
    }

    assertThat(explain(RATE)).as(err.toString()).isZero();
    JsonNode told = new ObjectMapper().readTree(out.toString());
    String said = out.toString();

    assertThat(told.get("from_step").asLong()).isEqualTo(20);
    assertThat(told.get("until_step").asLong()).isEqualTo(60);
    assertThat(told.at("/continuation/same_weights").asBoolean()).isTrue();
    assertThat(told.at("/continuation/step").asLong()).isEqualTo(60);
    assertThat(told.get("compared")).hasSize(2);
    assertNoEffect(told.get("compared").get(0));
    assertRuined(told.get("compared").get(1));
    assertThat(err.toString()).contains("2 runs of 40 steps, from step 20 to 60, take at most");

    assertThat(explain(RATE)).isZero(); // trains nothing again
    assertThat(out.toString()).isEqualTo(said);
    assertThat(explain("--at", "25", "--for", "40", "--with", "optimizer.beta1=0.5"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("run 'smoke-explain-20-1' exists already and is another; name the forks"
            + " otherwise with --as");
  }

  private static void assertNoEffect(JsonNode itself) {
    assertThat(itself.get("run").asText()).isEqualTo("smoke");
    assertThat(itself.get("same_weights").asBoolean()).isTrue();
    assertThat(itself.get("sets").size()).isGreaterThan(2);
    itself.get("sets").forEach(set -> {
      assertThat(set.at("/accuracy/effect").asDouble()).isZero();
      assertThat(set.at("/accuracy/gained").asInt()).isZero();
      assertThat(set.at("/accuracy/lost").asInt()).isZero();
      assertThat(set.at("/loss/effect").asDouble()).isZero();
      assertThat(set.at("/loss/high").asDouble()).isZero();
    });
    itself
        .get("spectrum")
        .forEach(share -> assertThat(share.get("effect").asDouble()).isZero());
  }

  private static void assertRuined(JsonNode changed) {
    assertThat(changed.get("run").asText()).isEqualTo("smoke-explain-20-1");
    assertThat(changed.get("same_weights").asBoolean()).isFalse();
    assertThat(changed.at("/sets/id-train/loss/low").asDouble()).isPositive();
    assertThat(changed.get("spectrum").size()).isPositive();
  }

  private int explain(String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of("explain", "smoke"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--threads", "1", "--dir", directory.toString()));
    return Doublegrok.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }
}
