package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that a sound file whose tensors have other shapes than the spec's is refused at every door
 * to PyTorch, by a comparison in Java: also where PyTorch would take it, the numbers being as many.
 */
final class ForeignShapesTest {
  private static final TransformerSpec MODEL = Given.tinyModel();
  private static final OptimizerSpec OPTIMIZER = Given.optimizer(Rule.ADAMW);
  private static final String MATRIX = "blocks.0.mlp.in.weight"; // [36, 12]

  @TempDir
  private Path directory;

  private ModelState sound;

  @BeforeEach
  void initial() {
    sound = ModelState.initial(MODEL, OPTIMIZER, 1);
  }

  static List<Arguments> shapes() {
    return List.of(
        Arguments.of("turned over", List.of(12L, 36L)),
        Arguments.of("flat", List.of(432L)),
        Arguments.of("of more axes", List.of(1L, 36L, 12L)),
        Arguments.of("too large", List.of(36L, 1_200L)),
        Arguments.of("empty", List.of(36L, 0L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void weightsOfAnotherShapeAreRefusedAtEveryDoor(String name, List<Long> shape)
      throws IOException {
    List<FloatTensor> foreign = throughAFile(with(sound.weights(), MATRIX, shape));

    assertRefused(() -> ForwardProgram.open(MODEL, foreign, Given.CPU), shape);
    assertRefused(
        () -> TrainingProgram.open(
            MODEL, OPTIMIZER, new ModelState(foreign, sound.moments(), 0), Given.CPU),
        shape);
    assertThatThrownBy(() -> ModelWeights.ordered(MODEL, foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%s must be [36, 12], was %s", MATRIX, shape);
    try (ForwardProgram program = ForwardProgram.open(MODEL, sound.weights(), Given.CPU)) {
      assertRefused(() -> program.replaceWeights(foreign), shape);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void momentsOfAnotherShapeAreRefused(String name, List<Long> shape) throws IOException {
    String first = sound.moments().stream()
        .map(FloatTensor::name)
        .filter(each -> each.contains(MATRIX))
        .findFirst()
        .orElseThrow();
    List<FloatTensor> foreign = throughAFile(with(sound.moments(), first, shape));

    assertRefused(
        () -> TrainingProgram.open(
            MODEL, OPTIMIZER, new ModelState(sound.weights(), foreign, 0), Given.CPU),
        shape);
  }

  @Test
  void theSameTensorsInAnotherOrderAreRefusedByAProgram() throws IOException {
    List<FloatTensor> turned = new ArrayList<>(throughAFile(sound.weights()));
    turned.add(turned.remove(0));

    assertThatThrownBy(() -> ForwardProgram.open(MODEL, turned, Given.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weights: tensor 0 must be ");
  }

  private static void assertRefused(ThrowingCallable door, List<Long> shape) {
    assertThatThrownBy(door)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(MATRIX + " [36, 12] for this spec, was ")
        .hasMessageEndingWith(" " + shape);
  }

  /** As a stranger's file comes in: nothing is wrong with the file itself. */
  private List<FloatTensor> throughAFile(List<FloatTensor> tensors) throws IOException {
    Path file = directory.resolve("foreign.safetensors");
    Safetensors.write(file, tensors, Map.of());
    List<FloatTensor> read = Safetensors.read(file).tensors();
    assertThat(read).isEqualTo(tensors);
    return read;
  }

  private static List<FloatTensor> with(List<FloatTensor> all, String name, List<Long> shape) {
    List<FloatTensor> changed = new ArrayList<>(all);
    changed.replaceAll(
        each -> each.name().equals(name) ? FloatTensor.zeros(each.name(), shape) : each);
    assertThat(changed).isNotEqualTo(all);
    return changed;
  }
}
