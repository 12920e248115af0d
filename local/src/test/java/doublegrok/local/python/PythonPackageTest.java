package doublegrok.local.python;

import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.Safetensors;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.viewer.view.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
