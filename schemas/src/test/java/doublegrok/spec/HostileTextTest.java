package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.spec.text.InvalidSpecException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, reading it gives a run spec or an InvalidSpecException, and soon. */
final class HostileTextTest {
  private static final String PIECES = "\t :-[]{}#&*!|>'\"%@`,?\n\r\u0000\u0007\u2028\ufeff\ud800"
      + "0123456789.eE+-~<abcxyz_=\\u{}\ud83d\ude00";

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("nothing", "", "must be a map of sections, was empty"),
        Arguments.of("a comment", "# nothing\n", "must be a map of sections, was empty"),
        Arguments.of("a list", "- 1\n- 2\n", "must be a map of sections, was a list"),
        Arguments.of("a word", "hello", "must be a map of sections, was hello"),
        Arguments.of("a tab", "task:\n\tfamily: x", "line 2: not YAML: found character '\\t(TAB)'"),
        Arguments.of("an open bracket", "a: [1, 2\nb: 3", "line 2: not YAML"),
        Arguments.of("an open quote", "a: 'x\n", "not YAML"),
        Arguments.of("two documents", "a: 1\n---\nb: 2", "line 2: a run spec is one document"),
        Arguments.of("an anchor", "a: &x 1\nb: *x", "line 1: anchors (&) and aliases (*) are not"),
        Arguments.of("an alias", "a: *x", "line 1: anchors (&) and aliases (*) are not"),
        Arguments.of("itself", "&a [*a]", "anchors (&) and aliases (*) are not"),
        Arguments.of("a tag", "a: !!java.net.URL [x]", "line 1: tags are not allowed"),
        Arguments.of("a map as key", "? {a: 1}\n: 2", "line 1: a key must be a word, was a map"),
        Arguments.of(
            "a space from a page before a key", "a:\n \u00a0b: 1", "no-break space (U+00A0)"),
        Arguments.of("one of another width", "a: 1\n\u2003b: 2", "em space (U+2003)"),
        Arguments.of("one behind a value", "a: 1\u202f", "narrow no-break space (U+202F)"),
        Arguments.of("one that is not seen", "\u200ba: 1", "zero width space (U+200B)"),
        Arguments.of("a control character", "a: 1\nb: \u0007", "line 2: the character U+0007"),
        Arguments.of("half a character", "a: \ud800", "line 1: the character U+D800"),
        Arguments.of("a large escape", "a: \"\\UFFFFFFFF\"", "not YAML that can be read"),
        Arguments.of("a large version", "%YAML 99999999999.1\n--- a", "line 1: not YAML"),
        Arguments.of("depth", "[".repeat(500_000), "line 1: lists and maps may be nested 16 deep"),
        Arguments.of("block depth", "- ".repeat(400_000), "lists and maps may be nested 16 deep"),
        Arguments.of("length", "#".repeat(1_048_577), "must have at most 1048576 characters"),
        Arguments.of("many keys", manyKeys(), "at least 100 faults"),
        Arguments.of("one key many times", "seed: 1\n".repeat(120_000), "at least 100 faults"),
        Arguments.of(
            "a long key", "x".repeat(1000) + ": 1", "unknown key " + "x".repeat(60) + "..."),
        Arguments.of(
            "a long number", "seed: " + "1".repeat(900_000), "seed must be a whole number"));
  }

  private static String manyKeys() {
    StringBuilder yaml = new StringBuilder();
    IntStream.range(0, 100_000).forEach(i -> yaml.append("k").append(i).append(":\n"));
    return yaml.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void refuses(String name, String yaml, String sentence) {
    assertThat(name).isNotEmpty();
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertThatThrownBy(() -> RunSpecs.builtIn().parse(yaml, "my.yaml", List.of()))
            .isInstanceOf(InvalidSpecException.class)
            .hasMessageContaining(sentence));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "=5",
        "x",
        "seed=[",
        "seed=*a",
        "seed=&a 1",
        "seed=\u0000",
        "seed=1\n---\n2",
        "swaps={",
        "task=5",
        "\ud800=1",
        "seed=\t1\t: {"
      })
  void refusesAsAnOverride(String override) {
    assertThatThrownBy(() -> SpecTexts.parse(override))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("--set: ");
  }

  @Test
  void boundsTheNumberOfOverrides() {
    List<String> many = Collections.nCopies(1001, "seed=1");

    assertThatThrownBy(() -> RunSpecs.builtIn().parse(SpecTexts.SHORTEST, "my.yaml", many))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("--set: there may be 1000 at most, were 1001");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void fiveThousandMutationsOfSwapsGiveChangesOrTheirFaults(long seed) {
    Random random = new Random(seed);
    List<String> swaps = List.of(
        "distribution: {tasks: 8, shots: 4}",
        "distribution.tasks: 4\ndistribution.label_noise: 0.25\n",
        "distribution:\n  selection: rectangles\n  balanced: true\n  collinear: 0.5\n");
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
      for (int i = 0; i < 5000; i++) {
        String yaml = mutated(swaps.get(i % swaps.size()), random);
        long begun = System.nanoTime();
        try {
          apply(DistributionChanges.parse(yaml, "mutated", List.of()));
        } catch (InvalidSpecException e) {
          assertSentences(e);
        }
        assertSoon(begun, yaml);
      }
    });
  }

  private static void apply(Map<String, String> changes) {
    RunSpec spec = SpecTexts.parse();
    DistributionChanges.apply(spec.distribution(), changes, spec.family(), spec.model());
  }

  private static void assertSentences(InvalidSpecException invalid) {
    assertThat(invalid.faults())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.sentence()).isNotBlank());
  }

  private static void assertSoon(long begun, String yaml) {
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as(yaml)
        .isLessThan(Duration.ofSeconds(10));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void fiveThousandMutationsOfPresetsGiveASpecOrItsFaults(long seed) {
    Random random = new Random(seed);
    // without comments, which are most of their characters
    List<String> presets = Presets.all().stream()
        .map(preset -> preset.yaml().replaceAll("(?m)^ *#.*\n", ""))
        .toList();
    int[] valid = new int[1];
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
      for (int i = 0; i < 5000; i++) {
        String yaml = mutated(presets.get(i % presets.size()), random);
        long begun = System.nanoTime();
        try {
          RunSpec spec = RunSpecs.builtIn().parse(yaml, "mutated", List.of());
          assertThat(RunSpecs.canonical(spec)).isNotEmpty();
          valid[0]++;
        } catch (InvalidSpecException e) {
          assertSentences(e);
        }
        assertSoon(begun, yaml);
      }
    });
    assertThat(valid[0]).as("mutants that are still valid").isBetween(100, 4000);
  }

  /** The preset after one to four edits. */
  private static String mutated(String preset, Random random) {
    StringBuilder yaml = new StringBuilder(preset);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      yaml.append(yaml.isEmpty() ? "\n" : "");
      int at = random.nextInt(yaml.length());
      int end = Math.min(yaml.length(), at + 1 + random.nextInt(12));
      String piece = String.valueOf(PIECES.charAt(random.nextInt(PIECES.length())));
      switch (random.nextInt(8)) {
        case 0 -> yaml.insert(at, piece.repeat(1 + random.nextInt(3)));
        case 1 -> yaml.delete(at, end);
        case 2 -> yaml.replace(at, at + 1, piece);
        case 3 -> yaml.insert(random.nextInt(yaml.length()), yaml.substring(at, end));
        case 4 -> swapLines(yaml, random);
        default -> replaceDigit(yaml, random);
      }
    }
    return yaml.toString();
  }

  private static void replaceDigit(StringBuilder yaml, Random random) {
    int at = random.nextInt(yaml.length());
    while (at < yaml.length() && !Character.isDigit(yaml.charAt(at))) {
      at++;
    }
    if (at < yaml.length()) {
      yaml.setCharAt(at, (char) ('0' + random.nextInt(10)));
    }
  }

  private static void swapLines(StringBuilder yaml, Random random) {
    String[] lines = yaml.toString().split("\n", -1);
    int a = random.nextInt(lines.length);
    int b = random.nextInt(lines.length);
    String line = lines[a];
    lines[a] = lines[b];
    lines[b] = line;
    yaml.setLength(0);
    yaml.append(String.join("\n", lines));
  }
}
