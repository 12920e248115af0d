package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.spec.TransformerSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of other programs, put in order or refused. */
final class ModelWeightsTest {
  private static final TransformerSpec MODEL = Given.tinyModel();

  private final List<FloatTensor> weights = new ArrayList<>(InitialWeights.of(MODEL, 1));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void anyOrderBecomesTheProgramsOrder(long seed) {
    Collections.shuffle(weights, new Random(seed));

    assertThat(ModelWeights.ordered(MODEL, weights)).isEqualTo(InitialWeights.of(MODEL, 1));
  }

  @Test
  void everyFaultIsNamedInOneSentence() {
    weights.removeIf(each -> each.name().equals("norm.bias"));
    weights.replaceAll(each -> each.name().equals("blocks.1.mlp.in.weight")
        ? FloatTensor.zeros(each.name(), List.of(12L, 36L))
        : each);
    weights.add(FloatTensor.zeros("head.weight", List.of(11L, 12L)));
    weights.add(FloatTensor.zeros("head.weight", List.of(11L, 12L)));

    assertThatThrownBy(() -> ModelWeights.ordered(MODEL, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weights do not fit the spec's model: head.weight is there twice;"
            + " blocks.1.mlp.in.weight must be [36, 12], was [12, 36]; norm.bias [12] is missing;"
            + " head.weight [11, 12] is no parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_orig_mod.", "module."})
  void thePrefixOfAWrapperIsNamed(String prefix) {
    weights.replaceAll(each -> new FloatTensor(prefix + each.name(), each.shape(), each.values()));
    String first = weights.get(0).name();

    assertThatThrownBy(() -> ModelWeights.ordered(MODEL, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "; the file has %s, so take the prefix %s off its names".formatted(first, prefix));
  }

  /** As torch saves it, where head and embedding share their memory. */
  @Test
  void aTiedModelsFileMayHaveTheHeadTooAsTheEmbeddingThatItIs() {
    FloatTensor embedding = weights.stream()
        .filter(each -> each.name().equals("embedding.weight"))
        .findFirst()
        .orElseThrow();
    float[] values = embedding.values().clone();
    weights.add(new FloatTensor("head.weight", embedding.shape(), values));

    assertThat(ModelWeights.ordered(MODEL, weights)).isEqualTo(InitialWeights.of(MODEL, 1));

    values[5]++;
    assertThatThrownBy(() -> ModelWeights.ordered(MODEL, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weights do not fit the spec's model: head.weight [11, 12] is no parameter"
            + " beside another embedding.weight (model.tied is true; set it to false)");
  }

  @Test
  void weightsThatAreNoNumbersAreNamed() {
    ModelWeights.requireNumbers(weights);
    weights.get(2).values()[1] = Float.NEGATIVE_INFINITY;

    assertThatThrownBy(() -> ModelWeights.requireNumbers(weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value 1 of " + weights.get(2).name())
        .hasMessageContaining("was -Infinity");
  }

  @Test
  void manyFaultsAreCounted() {
    assertThatThrownBy(() -> ModelWeights.ordered(MODEL, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the weights do not fit the spec's model:"
            + " blocks.0.attention.query.weight [12, 12] is missing; ")
        .hasMessageEndingWith("; and 18 more");
  }
}
