package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.explain.effect.EffectFinding;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.EvaluationScores;
import doublegrok.log.RecordedFindings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.ProbeResult;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.task.Score;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    String said;
    try (LocalPipeline pipeline = LocalRun.smoke(directory, CHANGES).start()) {
      LocalRun.awaitEnd(pipeline);

      assertThat(explain("smoke", RATE)).as(err.toString()).isZero();
      said = out.toString();

      JsonNode told = new ObjectMapper().readTree(said);
      assertThat(told.get("from_step").asLong()).isEqualTo(20);
      assertThat(told.get("until_step").asLong()).isEqualTo(60);
      assertThat(told.at("/continuation/same_weights").asBoolean()).isTrue();
      assertThat(told.at("/continuation/step").asLong()).isEqualTo(60);
      assertThat(told.get("compared")).hasSize(2);
      assertNoEffect(told.get("compared").get(0));
      assertAsEvaluated(LocalRun.log(pipeline).evaluationsAt(60), told.at("/compared/0/sets"));
      assertRuined(told.get("compared").get(1));
      assertRecorded(pipeline, told.get("compared").get(1));
      assertThat(err.toString()).contains("2 runs of 40 steps, from step 20 to 60, take at most");
      assertRefused(
          "run 'smoke-explain-20-1' exists already and is another; name the forks otherwise with"
              + " --as",
          "smoke",
          "--at",
          "25",
          "--for",
          "40",
          "--with",
          "optimizer.beta1=0.5");
      assertRefused(
          "run 'nobody' does not exist; 'doublegrok runs' lists those that do",
          "nobody",
          "--at",
          "25");
    }

    assertThat(explain("smoke", RATE)).isZero(); // with a broker of its own; trains nothing again
    assertThat(out.toString()).isEqualTo(said);
  }

  private void assertRefused(String sentence, String run, String... options) {
    assertThat(explain(run, options)).isEqualTo(1);
    assertThat(err.toString()).contains(sentence);
  }

  /** What is recorded question by question adds up to what the evaluator has counted. */
  private static void assertAsEvaluated(List<SetEvaluation> evaluated, JsonNode sets) {
    assertThat(sets.size()).isEqualTo(evaluated.size());
    for (SetEvaluation each : evaluated) {
      JsonNode set = sets.get(each.getSet());
      double total = each.getShots().stream().mapToLong(ShotCount::getTotal).sum();
      double correct = each.getShots().stream().mapToLong(ShotCount::getCorrect).sum();
      double loss =
          each.getShots().stream().mapToDouble(ShotCount::getSummedLoss).sum();
      Score last = EvaluationScores.lastShot(each).orElseThrow();
      assertThat(set.at("/accuracy/twin").asDouble()).isEqualTo(last.accuracy());
      assertThat(set.at("/accuracy_all_shots/twin").asDouble()).isEqualTo(correct / total);
      assertThat(set.at("/loss/twin").asDouble()).isCloseTo(loss / total, within(1e-9));
    }
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

  /** With the changed fork, once, as single numbers with their errors. */
  private static void assertRecorded(LocalPipeline pipeline, JsonNode changed) {
    List<ProbeResult> effects = new RunScan(pipeline.kafka(), LocalRun.PATIENCE)
        .all(Topics.PROBES, "smoke-explain-20-1").stream()
            .filter(each -> each.getName().equals(EffectFinding.NAME))
            .toList();
    assertThat(effects).singleElement().satisfies(each -> {
      assertThat(each.getStep()).isEqualTo(60);
      Finding found = RecordedFindings.of(each, Optional::empty).orElseThrow();
      assertThat(found.about().title()).isEqualTo("Effect of optimizer.muon_learning_rate=0.5");
      Map<String, Scalar> numbers =
          found.scalars().stream().collect(Collectors.toMap(Scalar::label, Function.identity()));
      Scalar loss = numbers.get("loss on id-train");
      JsonNode told = changed.at("/sets/id-train/loss");
      assertThat(loss.value()).isEqualTo(told.get("effect").asDouble());
      double reach = (told.get("high").asDouble() - told.get("low").asDouble()) / 2;
      assertThat(loss.error()).isCloseTo(reach / 1.96, within(1e-4 * reach));
      assertThat(numbers).containsKeys("accuracy on ood", "share of exact");
    });
  }

  private int explain(String run, String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of("explain", run));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--threads", "1", "--dir", directory.toString()));
    return Doublegrok.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }
}
