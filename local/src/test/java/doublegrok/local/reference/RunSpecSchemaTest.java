package doublegrok.local.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.SpecKey;
import doublegrok.spec.text.Fault;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Decimal;
import doublegrok.task.key.Form;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Tests that an editor refuses of a run spec what the program refuses by a key's own rule. */
class RunSpecSchemaTest {
  private static final Families FAMILIES = Families.builtIn();
  private static final JsonSchema SCHEMA = schema(FAMILIES, Map.of());
  private static final List<String> WRONG =
      List.of("word", "\"5\"", "\"true\"", "true", "[1, 2]", "{a: 1}", "-1", "1.5", ".5", "1e-3");

  private static JsonSchema schema(Families families, Map<String, List<Key<?>>> probes) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(new RunSpecSchema(families, probes).text());
  }

  private static boolean accepts(JsonSchema schema, String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    JsonNode spec = new ObjectMapper().valueToTree(new Load(settings).loadFromString(yaml));
    return schema.validate(spec).isEmpty();
  }

  private static List<Fault> faults(String yaml) {
    try {
      RunSpecs.builtIn().parse(yaml, "a.yaml", List.of());
      return List.of();
    } catch (InvalidSpecException invalid) {
      return invalid.faults();
    }
  }

  @ParameterizedTest
  @FieldSource("doublegrok.spec.Presets#NAMES")
  void everyPresetIsAccepted(String name) {
    assertThat(accepts(SCHEMA, Presets.text(name))).isTrue();
    assertThat(accepts(SCHEMA, canonical(name))).isTrue();
  }

  /** With the keys that the canonical text of a usual spec leaves out. */
  private static String canonical(String preset) {
    String text = RunSpecs.canonical(
            RunSpecs.builtIn().parse(Presets.text(preset), preset, List.of()))
        .replace("\ncheckpoint:\n", "\ncheckpoint:\n  at: every\n");
    return text.contains("\n  kind: linear-attention\n") || text.contains("\n  design: plain\n")
        ? text
        : text.replace("\nmodel:\n", "\nmodel:\n  kind: transformer\n  design: pre-norm\n");
  }

  /** All keys but those that only another kind of model has. */
  private static List<SpecKey> ofTransformers(FamilyKind kind) {
    return SpecKey.of(kind, FAMILIES).stream()
        .filter(key -> key.only()
            .filter(only -> only.key().equals("model.kind"))
            .map(SpecKey.Only::value)
            .filter(value -> !value.equals("transformer"))
            .isEmpty())
        .toList();
  }

  /** Every key of a spec that has them all, with values in and around its rule. */
  @ParameterizedTest
  @ValueSource(strings = {"demo", "demo-linear", "he2024"})
  void theEditorAndTheProgramAgreeOnEveryValue(String preset) {
    String spec = canonical(preset);
    FamilyKind kind = FAMILIES.named(value(spec, "task.family")).orElseThrow();
    List<String> tried = new ArrayList<>();
    for (SpecKey key : ofTransformers(kind)) {
      if (!key.name().startsWith("schedule.") || key.only().isEmpty()) {
        values(key.key()).forEach(text -> {
          assertAgree(put(spec, key.name(), " " + text), key.name() + ": " + text, refusal(key));
          tried.add(text);
        });
      }
    }
    assertThat(tried).hasSizeGreaterThan(600);
  }

  private static String refusal(SpecKey key) {
    return key.name() + " must be " + key.key().rule().words() + ", was ";
  }

  /** What one finds of a key's form the other does; the program may find more between keys. */
  private static void assertAgree(String yaml, String what, String refusal) {
    List<Fault> faults = faults(yaml);
    boolean accepted = accepts(SCHEMA, yaml);
    if (faults.stream().anyMatch(each -> each.sentence().startsWith(refusal))) {
      assertThat(accepted).as("accepted though %s", faults).isFalse();
    } else if (!accepted) {
      assertThat(faults).as("refused by the schema alone: %s", what).isNotEmpty();
    }
  }

  private static List<String> values(Key<?> key) {
    List<String> values = new ArrayList<>(WRONG);
    Form form = key.rule().form();
    if (form instanceof Form.Whole whole) {
      Stream.of(whole.low(), whole.high()).map(BigInteger::valueOf).forEach(edge -> {
        values.add(edge.subtract(BigInteger.ONE).toString());
        values.add(edge.toString());
        values.add(edge.add(BigInteger.ONE).toString());
      });
    } else if (form instanceof Form.Listed listed) {
      listed.numbers().forEach(each -> {
        values.add(String.valueOf(each));
        values.add(String.valueOf(each + 1));
      });
    } else if (form instanceof Form.Real real) {
      Interval interval = real.interval();
      for (double edge : new double[] {interval.low(), Math.min(1, interval.high())}) {
        Stream.of(Math.nextDown(edge), edge, Math.nextUp(edge))
            .filter(Double::isFinite)
            .map(Decimal::text)
            .forEach(values::add);
      }
    } else {
      values.addAll(key.rule().options());
    }
    return values;
  }

  /** The line of a key with something else behind its colon. */
  private static String put(String spec, String key, String text) {
    return edit(spec, key, line -> line.substring(0, line.indexOf(':') + 1) + text);
  }

  private static String edit(String spec, String key, UnaryOperator<String> edit) {
    String[] lines = spec.split("\n", -1);
    lines[line(lines, key)] = edit.apply(lines[line(lines, key)]);
    return String.join("\n", lines).replace("\n\n", "\n");
  }

  private static int line(String[] lines, String key) {
    String section = "";
    for (int i = 0; i < lines.length; i++) {
      section = lines[i].startsWith(" ") ? section : lines[i].replaceFirst(":.*", "");
      String own = lines[i].strip().replaceFirst(":.*", "");
      if (key.equals(lines[i].startsWith(" ") ? section + "." + own : own)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no " + key);
  }

  private static String value(String spec, String key) {
    String[] lines = spec.split("\n", -1);
    return lines[line(lines, key)].replaceFirst(".*: ", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "demo-linear"})
  void aKeyThatIsMissingOrUnknownIsRefusedByBoth(String preset) {
    String spec = canonical(preset);
    FamilyKind kind = FAMILIES.named(value(spec, "task.family")).orElseThrow();
    for (SpecKey key : ofTransformers(kind)) {
      String without = edit(spec, key.name(), line -> "");
      String misspelt = edit(spec, key.name(), line -> line.replace(":", "x:"));

      assertThat(accepts(SCHEMA, without))
          .as("without %s", key.name())
          .isEqualTo(faults(without).isEmpty());
      assertThat(faults(misspelt)).as(key.name()).isNotEmpty();
      assertThat(accepts(SCHEMA, misspelt)).as("%sx", key.name()).isFalse();
    }
  }

  static Stream<String> lists() {
    return Stream.of(
        "swaps: [{at_batch: 1, set: {distribution.tasks: 4}}]",
        "swaps: [{at_batch: 1, set: {distribution: {tasks: 4}}}]",
        "swaps: [{at_batch: 1, set: {distribution.taks: 4}}]",
        "swaps: [{at_batch: 1, set: {distribution: {taks: 4}}}]",
        "swaps: [{at_batch: 1, set: {distribution.tasks: four}}]",
        "swaps: [{at_batch: 1, set: {distribution: {tasks: 0}}}]",
        "swaps: [{at_batch: 1, set: {model.width: 64}}]",
        "swaps: [{at_batch: 1, set: {}}]",
        "swaps: [{at_batch: 1}]",
        "swaps: [{set: {distribution.tasks: 4}}]",
        "swaps: [{at_batch: 0, set: {distribution.tasks: 4}}]",
        "swaps: [{at_batch: 1, set: {distribution.tasks: 4}, more: 1}]",
        "swaps: {at_batch: 1, set: {distribution.tasks: 4}}",
        "alerts: [{on: nan, action: pause}]",
        "alerts: [{on: nan}]",
        "alerts: [{on: nana, action: pause}]",
        "alerts: [{on: ood-loss, action: explode}]",
        "alerts: [{on: stall, action: pause, seconds: 3}]",
        "alerts: [{on: nan, action: pause, seconds: 3}]",
        "alerts: [{on: stall, action: pause, seconds: 0}]",
        "alerts: [{on: nan, action: fork, set: {optimizer.learning_rate: 1.0e-4}}]",
        "alerts: [{on: nan, action: fork, set: {optimizer: {learning_rate: 1.0e-4}}}]",
        "alerts: [{on: nan, action: fork, set: {probes.spectrum: 2, probes: {family: 3}}}]",
        "alerts: [{on: nan, action: fork, set: {optimizer.learning_rate: -1}}]",
        "alerts: [{on: nan, action: fork, set: {model.width: 64}}]",
        "alerts: [{on: nan, action: fork, set: {seed: 3}}]",
        "alerts: [{on: diverged, action: stop}]",
        "alerts: [{on: diverged, action: stop, loss_above: 0}]",
        "alerts: [{on: nan, action: stop, loss_above: 4}]",
        "alerts: [{on: missing, action: stop, transition: id-memorisation, by_step: 9}]",
        "alerts: [{on: missing, action: stop, transition: id-memorisation}]",
        "alerts: [{on: missing, action: stop, transition: id-loss, by_step: 9}]",
        "alerts: [{on: nan, action: fork}]",
        "alerts: [{on: nan, action: pause, set: {optimizer.learning_rate: 1.0e-4}}]",
        "probes: {spectrum: 3, mine: {every: 2, power: 1}}",
        "probes: {spectrum: -3}",
        "probes: {Spectrum: 3}",
        "probes: {mine: {power: 1}}",
        "probes: {mine: {every: 2, Power: 1}}",
        "swaps:",
        "alerts:",
        "probes:",
        "swaps: 1",
        "nonsense: 1");
  }

  @ParameterizedTest
  @MethodSource("lists")
  void theEditorAndTheProgramAgreeOn(String line) {
    String spec = canonical("demo").replaceAll("(?s)swaps:.*", line + "\n");

    assertThat(accepts(SCHEMA, spec)).isEqualTo(faults(spec).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"constant, false", "warmup-cosine, false", "warmup-stable-decay, true"})
  void aKeyOfOneKindStandsThereAlone(String kind, boolean stands) {
    String with = put(canonical("demo"), "schedule.kind", " " + kind);
    String without = edit(with, "schedule.decay_start", line -> "");

    assertThat(accepts(SCHEMA, with)).isEqualTo(faults(with).isEmpty()).isEqualTo(stands);
    assertThat(accepts(SCHEMA, without)).isEqualTo(faults(without).isEmpty()).isEqualTo(!stands);
  }

  @Test
  void aFamilyOfSomebodyElseAndAProbesMeansAreKnown() {
    Key<List<Integer>> lags = Key.list("lags", 1, 2, Rule.integer(1, 9)).or(List.of(1, 2));
    FamilyKind kind = new FamilyKind("mine", List.of(lags), List.of(), values -> {
      throw new IllegalArgumentException("never made");
    });
    JsonSchema schema = schema(Families.of(kind), Map.of("toy", List.of(Key.flag("loud"))));
    String spec = """
        task: {family: mine, lags: [3]}
        batch: {sequences: 1}
        model: {layers: 1, width: 8, heads: 1}
        optimizer: {name: adamw, learning_rate: 1, weight_decay: 0}
        training: {steps: 1}
        checkpoint: {every: 1}
        probes: {toy: {every: 2, loud: true}}
        """;

    assertThat(accepts(schema, spec)).isTrue();
    assertThat(accepts(schema, spec.replace("[3]", "[3, 10]"))).isFalse();
    assertThat(accepts(schema, spec.replace("[3]", "[3, 4, 5]"))).isFalse();
    assertThat(accepts(schema, spec.replace("true", "2"))).isFalse();
    assertThat(accepts(schema, spec.replace("loud", "quiet"))).isFalse();
    assertThat(accepts(SCHEMA, spec)).isFalse();
  }

  @Test
  void everyKeySaysWhatItMeans() {
    List<SpecKey> keys = new ArrayList<>(SpecKey.ofSwap());
    keys.addAll(SpecKey.ofAlert());
    FAMILIES.kinds().forEach(kind -> keys.addAll(SpecKey.of(kind, FAMILIES)));

    assertThat(keys)
        .hasSizeGreaterThan(60)
        .allSatisfy(each -> assertThat(each.key().about()).as(each.name()).matches("[A-Z].*\\."));
  }
}
