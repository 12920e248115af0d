package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularKeys;
import doublegrok.task.modular.ModularShift;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of every kind in a family that the program does not know. */
final class FamilyKeysTest {
  private static final Key<Integer> P = Key.integer("p", 3, 251).or(11);
  private static final Key<Double> SCALE =
      Key.decimal("scale", Interval.POSITIVE).or(1.0);
  private static final Key<String> PRIOR =
      Key.choice("prior", List.of("gauss", "sphere")).or("gauss");
  private static final Key<List<Integer>> LAGS =
      Key.list("lags", 1, 3, Rule.integer(1, 9)).or(List.of(1));
  private static final FamilyKind STRANGE = new FamilyKind(
      "strange",
      List.of(P, SCALE, PRIOR),
      List.of(Distribution.TASKS, LAGS, ModularKeys.INPUT_FRACTION, Distribution.SHOTS),
      FamilyKeysTest::strange);
  private static final RunSpecs SPECS =
      new RunSpecs(new Families(List.of(ModularShift.KIND, STRANGE)));
  private static final String YAML = SpecTexts.SHORTEST
      .replace("family: modular-linear\n  modulus: 7", "family: strange\n  scale: 2")
      .replace("tasks: 16\n", "tasks: 3\n  lags: [2, 4]\n");

  @Test
  void areReadAndWrittenInTheOrderOfTheFamily() {
    RunSpec spec = SPECS.parse(YAML, "my.yaml", List.of());

    assertThat(spec.distribution().get(LAGS)).containsExactly(2, 4);
    assertThat(spec.distribution().labelNoise()).isZero();
    assertThat(RunSpecs.canonical(spec)).startsWith("""
        seed: 0
        task:
          family: strange
          p: 11
          scale: 2.0
          prior: gauss
        distribution:
          tasks: 3
          lags: [2, 4]
          input_fraction: 0.5
          shots: 8
        batch:
        """);
    assertThat(SPECS.parse(RunSpecs.canonical(spec), "canonical", List.of())).isEqualTo(spec);
    assertThat(spec.checked("again")).isEqualTo(spec);
  }

  @Test
  void aSwapAndItsFormKnowThem() {
    RunSpec spec = SPECS.parse(
        YAML, "my.yaml", List.of("swaps=[{at_batch: 5, set: {distribution.lags: [1, 2, 3]}}]"));
    Map<String, String> changes =
        DistributionChanges.parse("distribution: {lags: [9]}", "swap", List.of());

    assertThat(spec.swaps().get(0).changes()).isEqualTo(Map.of("distribution.lags", "[1, 2, 3]"));
    assertThat(spec.checked("again")).isEqualTo(spec);
    assertThat(DistributionChanges.apply(spec.distribution(), changes, spec.family(), spec.model())
            .get(LAGS))
        .containsExactly(9);
    assertThat(DistributionField.at(spec, 5))
        .contains(new DistributionField(
            "distribution.lags",
            "[1, 2, 3]",
            "a list of 1..3 values, each a whole number 1..9",
            List.of()));
  }

  @Test
  void aFaultNamesTheRule() {
    assertThatThrownBy(() -> SPECS.parse(
            YAML,
            "my.yaml",
            List.of("task.prior=cube", "distribution.lags=[0]", "distribution.label_noise=0.1")))
        .hasMessageContaining("task.prior must be gauss or sphere, was cube")
        .hasMessageContaining(
            "distribution.lags must be a list of 1..3 values, each a whole number 1..9, was a list")
        .hasMessageContaining("unknown key distribution.label_noise");
  }

  @Test
  void aTextInAListIsOneValue() {
    assertThatThrownBy(() -> SPECS.parse(YAML, "my.yaml", List.of("distribution.lags=['2, 4', 5]")))
        .hasMessageContaining("distribution.lags must be a list of 1..3 values");
  }

  @Test
  void valuesThatDoNotGoTogetherAreAFaultOfTheFamily() {
    assertThatThrownBy(() -> SPECS.parse(YAML, "my.yaml", List.of("task.p=9")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(
            "task.family strange cannot be made of its keys: p must be odd prime");
  }

  @Test
  void anotherProgramsFamilyIsNamedByThoseThatThereAre() {
    assertThatThrownBy(() -> RunSpecs.builtIn().parse(YAML, "my.yaml", List.of()))
        .hasMessageContaining("task.family must be modular-linear or modular-shift or"
            + " linear-regression or modular-addition or hidden-markov or languages,"
            + " was strange");
  }

  private static Family strange(Values values) {
    if (values.get(P) % 3 == 0) {
      throw new IllegalArgumentException("p must be odd prime, was " + values.get(P));
    }
    Family shift = new ModularShift(values.get(P));
    return (Family) Proxy.newProxyInstance(
        Family.class.getClassLoader(),
        new Class<?>[] {Family.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "kind" -> STRANGE;
          case "values" -> values;
          case "distributionKeys" -> STRANGE.distribution();
          case "equals" ->
            arguments[0] instanceof Family other && other.values().equals(values);
          default -> method.invoke(shift, arguments);
        });
  }
}
