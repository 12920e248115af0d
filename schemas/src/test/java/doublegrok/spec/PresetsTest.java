package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class PresetsTest {
  static final List<String> NAMES = Presets.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyPresetIsAValidSpecOfItsOwnCanonicalText(String name) {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text(name), name, List.of());

    String canonical = RunSpecs.canonical(spec);

    assertThat(RunSpecs.builtIn().parse(canonical, "canonical", List.of())).isEqualTo(spec);
  }

  @Test
  void everyPresetDescribesItselfInItsFirstLine() {
    assertThat(Presets.all()).extracting(Preset::name).isEqualTo(Presets.NAMES);
    assertThat(Presets.all()).allSatisfy(preset -> {
      assertThat(preset.description()).hasSizeBetween(20, 100).endsWith(".");
      assertThat(preset.yaml()).startsWith("# " + preset.description());
    });
  }

  @Test
  void namesTheNearestPresetAndAllOfThem() {
    assertThatThrownBy(() -> Presets.text("dem"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no preset dem; did you mean demo? Presets: smoke, regression,"
            + " regression-deep, regression-softmax, addition, task-diversity, mess3,"
            + " new-language, rrxor, languages, mixture-of-processes, demo, demo-quick,"
            + " demo-linear, addition-nanda, he2024, he2024-deep");
  }

  @Test
  void theDemoHasTheMeasuredSettings() {
    RunSpec demo = RunSpecs.builtIn().parse(Presets.text("demo"), "demo", List.of());

    assertThat(demo.family().name()).isEqualTo("modular-shift");
    assertThat(demo.distribution().tasks()).isEqualTo(29);
    assertThat(demo.model().context())
        .isEqualTo(demo.family().layout(demo.distribution()).length());
    assertThat(demo.optimizer().muonWeightDecay()).isEqualTo(0.08);
    assertThat(demo.swaps()).hasSize(1);
  }
}
