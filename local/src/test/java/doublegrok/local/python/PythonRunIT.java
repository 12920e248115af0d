package doublegrok.local.python;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.endtoend.LocalRun;
import doublegrok.local.endtoend.RunLog;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.Topics;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.DirectoryStore;
import doublegrok.task.families.Families;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A small run with a swap, exported and on its page, is in Python what the log says. */
@TestInstance(Lifecycle.PER_CLASS)
class PythonRunIT {
  private static final String RUN = "demo"; // as in the guide
  private static final List<String> CHANGES = List.of(
      "training.steps=120",
      "checkpoint.every=40",
      "evaluation.sequences=32",
      "swaps=[{at_batch: 60, set: {distribution.tasks: 4}}]");

  @TempDir
  private static Path folder;

  private LocalPipeline pipeline;

  @BeforeAll
  void train() throws Exception {
    PythonPackage.with(folder, "pandas", "matplotlib", "torch");
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text("smoke"), "preset smoke", CHANGES);
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    pipeline = new LocalRun(data, RUN, spec, Families.builtIn()).startWithPage();
    LocalRun.awaitEnd(pipeline);
    RunLog log = RunLog.read(pipeline.kafka(), RUN);
    Map<String, Object> expected = expected(log);
    expected.put("kafka", pipeline.kafka().bootstrap());
    expected.put("schemas", schemas().toString());
    expected.put("page", pipeline.pageUrl().orElseThrow());
    new ObjectMapper().writeValue(folder.resolve("expected.json").toFile(), expected);
    writeCases(spec, data, log);
    export("csv");
    export("jsonl");
    draw("ood.safetensors", "--evaluation", "ood", "--sequences", "512");
    draw("first-ten.safetensors", "--batches", "0..9");
    String bundle = folder.resolve("demo.zip").toString();
    told("bundle", RUN, "--out", bundle, "--dir", data.root().toString());
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void pythonReadsWhatTheLogSays() throws Exception {
    PythonPackage.with(folder, "pandas", "matplotlib", "torch")
        .assertTestsPass(environment(), "run_beside_log");
  }

  @Test
  void theGuideRunsAsItStands() throws Exception {
    PythonPackage.with(folder, "pandas", "matplotlib", "torch")
        .assertTestsPass(environment(), "guides_beside_run.PythonGuideTest");
  }

  @Test
  void theGuideOfKafkaRunsAsItStands() throws Exception {
    PythonPackage.with(folder, "pandas", "avro", "confluent_kafka")
        .assertTestsPass(environment(), "guides_beside_run.ConnectGuideTest");
  }

  @Test
  void theNotebookRunsFromRunToFigure() throws Exception {
    PythonPackage.with(folder, "pandas", "matplotlib", "torch", "nbclient", "ipykernel")
        .assertTestsPass(environment(), "guides_beside_run.NotebookTest");
  }

  /** The jar, or what it is made of. */
  private static Path schemas() throws URISyntaxException {
    return Path.of(
        Topics.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Map<String, String> environment() {
    return Map.of("DOUBLEGROK_RUN", folder.toString());
  }

  private void writeCases(RunSpec spec, DataDirectory data, RunLog log) throws Exception {
    DirectoryStore store = DirectoryStore.in(data.checkpoints());
    for (CheckpointManifest each : log.checkpoints()) {
      Path weights = store.verified(each.getWeights(), ".safetensors");
      Path file = folder.resolve("case-%d.json".formatted(each.getStep()));
      ModelCase.write(spec, Safetensors.read(weights).tensors(), file);
      Files.copy(weights, folder.resolve("newest.safetensors"), REPLACE_EXISTING);
    }
  }

  private void export(String format) {
    told("export", RUN, "--data", folder.resolve(format).toString(), "--format", format);
  }

  private void draw(String file, String... what) {
    List<String> words = new ArrayList<>(List.of("draw", RUN));
    words.addAll(List.of(what));
    words.addAll(List.of("--out", folder.resolve(file).toString()));
    told(words.toArray(String[]::new));
  }

  private void told(String... command) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--bootstrap", pipeline.kafka().bootstrap()));
    assertThat(Doublegrok.run(writer, writer, words.toArray(String[]::new)))
        .as(said.toString())
        .isZero();
  }

  private static Map<String, Object> expected(RunLog log) {
    List<List<Object>> evaluations = new ArrayList<>();
    for (SetEvaluation each : log.evaluations()) {
      for (ShotCount shot : each.getShots()) {
        evaluations.add(List.of(
            each.getStep(), each.getSet(), shot.getShot(), shot.getCorrect(), shot.getTotal()));
      }
    }
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("run", RUN);
    expected.put("losses", log.latestSteps());
    expected.put("evaluations", evaluations);
    expected.put(
        "events", log.events().stream().map(event -> event.getMessage()).toList());
    expected.put("checkpoints", log.checkpointSteps());
    return expected;
  }
}
