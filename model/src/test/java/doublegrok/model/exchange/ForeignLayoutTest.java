package doublegrok.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.model.FloatTensor;
import doublegrok.model.PythonWithTorch;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.LinearAttentionSpec;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.spec.TransformerSpec.Design;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of our models as those of other libraries. */
final class ForeignLayoutTest {
  @TempDir
  private Path folder;

  @ParameterizedTest(name = "{0}, {1}, tied {2}, {3}")
  @CsvSource({
    "GPT_NEOX, PRE_NORM, true, RELU",
    "GPT_NEOX, PRE_NORM, false, GELU",
    "TRANSFORMER_LENS, PRE_NORM, true, RELU",
    "TRANSFORMER_LENS, PRE_NORM, false, GELU",
    "TRANSFORMER_LENS, PLAIN, false, RELU",
  })
  void thePublishedArchitectureGivesTheSameLogits(
      ForeignLayout layout, Design design, boolean tied, Activation activation) throws Exception {
    PythonWithTorch python = PythonWithTorch.in(folder);
    TransformerSpec model = OtherModels.model(design, tied, activation);
    List<FloatTensor> weights = OtherModels.weights(model);

    write(layout.of(model, weights));

    OtherModels.assertClose(
        OtherModels.told(python, "run", folder), OtherModels.logits(model, weights));
  }

  @Test
  void aHeadsRowsOfAFusedMatrixAreHalvesAndOursNeighbours() {
    assertThat(FusedRows.byHead(8, 2).rows())
        .containsExactly(
            0, 2, 1, 3, 8, 10, 9, 11, 16, 17, 18, 19, //
            4, 6, 5, 7, 12, 14, 13, 15, 20, 21, 22, 23);
  }

  @ParameterizedTest
  @EnumSource(ForeignLayout.class)
  void whatALibraryHasNotIsRefused(ForeignLayout layout) {
    SequenceForm reals = new SequenceForm.Reals(3, 1);
    refused(
        layout,
        new LinearAttentionSpec(2, 7, reals, Objective.SQUARED_ERROR, true, 1, 0.3),
        "model.kind must be transformer, because %s has no other such model, was"
            + " linear-attention; write it as safetensors");
    refused(
        layout,
        new TransformerSpec(
            Design.PRE_NORM,
            2,
            12,
            2,
            3,
            7,
            reals,
            Objective.SQUARED_ERROR,
            false,
            Activation.RELU,
            0.3),
        "the task's sequences must be of tokens, because %s has no other such model, was of real"
            + " numbers; write it as safetensors");
  }

  @Test
  void gptNeoxHasNoPlainDesign() {
    refused(
        ForeignLayout.GPT_NEOX,
        OtherModels.model(Design.PLAIN, false, Activation.RELU),
        "model.design must be pre-norm, because %s has no other such model, was plain; write it as"
            + " safetensors");
  }

  private static void refused(ForeignLayout layout, ModelSpec model, String sentence) {
    List<FloatTensor> weights = OtherModels.weights(model);
    assertThatThrownBy(() -> layout.of(model, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence.formatted(layout.label()));
  }

  private void write(ForeignModel model) throws Exception {
    Safetensors.write(folder.resolve("model.safetensors"), model.tensors(), ForeignModel.METADATA);
    new ObjectMapper().writeValue(folder.resolve("config.json").toFile(), model.config());
  }
}
