package doublegrok.evaluator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.explain.coefficient.Region;
import doublegrok.explain.coefficient.Region.Span;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelPartsTest {
  @ParameterizedTest
  @CsvSource({
    "demo, 'attention, mlp, embedding and head, block 1, block 2'",
    "addition, 'attention, mlp, embedding and head, block 1'",
    "regression-deep, 'q, block 1, block 2, block 3'",
  })
  void everyWeightIsInOnePartByWhatItDoes(String preset, String labels) {
    List<FloatTensor> weights = weights(preset);
    Map<String, Region> parts = ModelParts.of(weights);
    int all = weights.stream().mapToInt(each -> each.values().length).sum();
    int[] counts = new int[all];
    parts.forEach((label, region) -> {
      if (!label.startsWith("block ")) {
        for (Span span : region.spans()) {
          for (int i = span.from(); i < span.to(); i++) {
            counts[i]++;
          }
        }
      }
    });

    assertThat(String.join(", ", parts.keySet())).startsWith(labels);
    assertThat(counts).containsOnly(1);
  }

  @Test
  void aBlockHasItsAttentionAndItsMlp() {
    Region block = ModelParts.of(weights("demo")).get("block 2");
    int size = block.spans().stream().mapToInt(span -> span.to() - span.from()).sum();

    assertThat(size).isEqualTo(12 * 64 * 64 + 4 * 64); // matrices and two LayerNorms
  }

  private static List<FloatTensor> weights(String preset) {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text(preset), preset, List.of());
    return ModelState.initial(spec.model(), spec.optimizer(), 1).weights();
  }
}
