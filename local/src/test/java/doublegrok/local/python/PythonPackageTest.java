package doublegrok.local.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.generator.BatchSource;
import doublegrok.local.command.Doublegrok;
import doublegrok.log.BatchCodec;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.viewer.view.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the Python package that need no run: its own, and its models beside ours. */
class PythonPackageTest {
  @TempDir
  private Path folder;

  @Test
  void itsOwnTestsPass() throws Exception {
    PythonPackage python = PythonPackage.with(folder, "pandas", "matplotlib");
    Path phases = folder.resolve("phases.json");
    new ObjectMapper()
        .writeValue(phases.toFile(), Phase.all().stream().map(Phase::label).toList());

    python.assertTestsPass(
        Map.of("DOUBLEGROK_PHASES", phases.toString()), "test_export", "test_page", "test_plot");
  }

  @Test
  void itsTypesHold() throws Exception {
    PythonPackage.with(folder, "pandas", "matplotlib", "torch", "mypy")
        .assertTypesHold(folder.resolve("cache"));
  }

  @Test
  void aModelOfEveryPresetAnswersAsOursDoes() throws Exception {
    PythonPackage python = PythonPackage.with(folder, "pandas", "torch");
    Path models = folder.resolve("models");
    for (String preset : Presets.NAMES) {
      RunSpec spec = RunSpecs.builtIn().parse(Presets.text(preset), "preset " + preset, List.of());
      List<FloatTensor> weights = weights(spec);
      Path model = Files.createDirectories(models.resolve(preset));
      Safetensors.write(model.resolve("weights.safetensors"), weights, Map.of());
      Files.writeString(model.resolve("spec.yaml"), RunSpecs.canonical(spec));
      ModelCase.write(spec, weights, model.resolve("case.json"));
    }

    python.assertTestsPass(Map.of("DOUBLEGROK_MODELS", models.toString()), "model_beside_ours");
  }

  @Test
  void sequencesAreThoseThatWereDrawn() throws Exception {
    PythonPackage python = PythonPackage.with(folder, "pandas", "torch");
    Path drawn = Files.createDirectories(folder.resolve("drawn/weights")).getParent();
    draw(drawn, "tokens", "smoke");
    draw(drawn, "reals", "regression");
    Safetensors.write(
        drawn.resolve("weights/weights.safetensors"),
        List.of(new FloatTensor("a", List.of(1L), new float[1])),
        Map.of());

    python.assertTestsPass(Map.of("DOUBLEGROK_DRAWN", drawn.toString()), "sequences_beside_ours");
  }

  /** Batch 3, and beside it what is in it. */
  private static void draw(Path folder, String name, String preset) throws Exception {
    List<String> line = new ArrayList<>(List.of("draw", "--preset", preset, "--batches", "3"));
    line.addAll(List.of("--out", folder.resolve(name + ".safetensors").toString()));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    assertThat(Doublegrok.run(out, out, line.toArray(String[]::new)))
        .as(said.toString())
        .isZero();
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text(preset), preset, List.of());
    Sequences sequences = BatchCodec.sequences(new BatchSource("a", spec).whole(3));
    Map<String, Object> told = new HashMap<>();
    told.put("family", spec.family().name());
    told.put("latents", sequences.latents());
    told.put("answer_positions", sequences.layout().answerPositions());
    told.put("tokens", sequences instanceof TokenSequences tokens ? tokens(tokens) : null);
    told.put("inputs", null);
    told.put("targets", null);
    if (sequences instanceof RealSequences reals) {
      int answers = reals.layout().answerPositions().size();
      told.put("inputs", nested(reals.inputs(), reals.count(), reals.layout().length()));
      told.put("targets", nested(reals.targets(), reals.count(), answers));
    }
    new ObjectMapper().writeValue(folder.resolve(name + ".json").toFile(), told);
  }

  private static List<List<Integer>> tokens(TokenSequences sequences) {
    return IntStream.range(0, sequences.count())
        .mapToObj(row -> IntStream.range(0, sequences.layout().length())
            .mapToObj(position -> sequences.token(row, position))
            .toList())
        .toList();
  }

  /** Row-major numbers as lists in lists in lists; float to double is exact. */
  private static List<List<List<Double>>> nested(float[] numbers, int rows, int columns) {
    int depth = numbers.length / rows / columns;
    return IntStream.range(0, rows)
        .mapToObj(row -> IntStream.range(0, columns)
            .mapToObj(column -> IntStream.range(0, depth)
                .mapToObj(at -> (double) numbers[(row * columns + column) * depth + at])
                .toList())
            .toList())
        .toList();
  }

  /** Away from zero and one, so that nothing hides. */
  private static List<FloatTensor> weights(RunSpec spec) {
    Random random = new Random(1);
    List<FloatTensor> weights = new ArrayList<>();
    for (FloatTensor each :
        ModelState.initial(spec.model(), spec.optimizer(), 1).weights()) {
      float[] moved = each.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) (0.02 * random.nextGaussian());
      }
      weights.add(new FloatTensor(each.name(), each.shape(), moved));
    }
    return weights;
  }
}
