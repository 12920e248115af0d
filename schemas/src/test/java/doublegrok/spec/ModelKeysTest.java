package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.spec.text.Fault;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kinds of models in run specs. */
final class ModelKeysTest {
  private static final String ROWS = """
      task:
        family: rows
      distribution:
        tasks: 16
        shots: 20
      batch:
        sequences: 32
      model:
        kind: linear-attention
        layers: 2
      optimizer:
        name: adamw
        learning_rate: 0.02
        weight_decay: 0
      training:
        steps: 100
      checkpoint:
        every: 10
      """;

  @Test
  void linearAttentionIsReadWithItsFallbacks() {
    assertThat(parse().model())
        .isEqualTo(new LinearAttentionSpec(
            2, 21, new SequenceForm.Reals(6, 1), Objective.SQUARED_ERROR, true, 1, 0.02));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    RunSpec spec = parse("model.sparse=false", "model.clip=0.01", "model.init_std=0.1");
    String canonical = RunSpecs.canonical(spec);

    assertThat(canonical).contains("""
        model:
          kind: linear-attention
          layers: 2
          context: 21
          sparse: false
          clip: 0.01
          init_std: 0.1
        """);
    assertThat(specs().parse(canonical, "canonical", List.of())).isEqualTo(spec);
  }

  /** Texts that were written before there was another kind stay what they are. */
  @Test
  void aTransformerDoesNotSayItsKind() {
    RunSpec spec = SpecTexts.parse();

    assertThat(spec.model()).isInstanceOf(TransformerSpec.class);
    assertThat(SpecTexts.parse("model.kind=transformer")).isEqualTo(spec);
    assertThat(RunSpecs.canonical(spec)).doesNotContain("kind: transformer");
  }

  @Test
  void aKeyOfAnotherKindIsUnknown() {
    assertThat(sentences(ROWS, "model.width=64"))
        .containsExactly("unknown key model.width; there are model.clip, model.context,"
            + " model.init_std, model.kind, model.layers, model.sparse");
    assertThat(SpecTexts.sentences("model.clip=1"))
        .singleElement()
        .asString()
        .startsWith("unknown key model.clip");
  }

  @Test
  void linearAttentionIsRefusedWhereItCannotAnswer() {
    assertThat(sentences(ROWS, "task.outputs=3"))
        .containsExactly("model.kind linear-attention answers rows (x, y) of reals with one real by"
            + " the squared error, the family's sequences are of Reals[inputs=6, outputs=3], by"
            + " SQUARED_ERROR; choose transformer or another family");
    assertThat(sentences(ROWS, "task.family=modular-shift", "task.modulus=7"))
        .anyMatch(each -> each.contains("are of Tokens[vocabulary=7], by CROSS_ENTROPY"));
  }

  @Test
  void linearAttentionIsRefusedWhereNoPositionShowsAWholeExample() {
    String regression = Presets.text("regression");

    assertThat(sentences(regression)).isEmpty();
    assertThat(sentences(regression, "task.rows=separate"))
        .containsExactly("model.kind linear-attention reads a whole example (x, y) in each"
            + " position, the family's sequences show x and y in turn; have it show whole rows or"
            + " choose transformer");
  }

  /** Its weights are as wide as they are many. */
  @Test
  void aPlainTransformerIsReadAndWritten() {
    RunSpec spec = SpecTexts.parse("model.design=plain", "model.tied=false", "model.width=16");
    TransformerSpec model = (TransformerSpec) spec.model();
    String canonical = RunSpecs.canonical(spec);

    assertThat(model.design()).isEqualTo(TransformerSpec.Design.PLAIN);
    assertThat(model.initStd()).isEqualTo(0.25);
    assertThat(canonical).contains("  design: plain\n");
    assertThat(specs().parse(canonical, "canonical", List.of())).isEqualTo(spec);
    assertThat(RunSpecs.canonical(SpecTexts.parse("model.design=pre-norm")))
        .isEqualTo(RunSpecs.canonical(SpecTexts.parse()))
        .doesNotContain("design");
  }

  @Test
  void aPlainTransformerIsRefusedWhereItCannotAnswer() {
    assertThat(SpecTexts.sentences("model.design=plain"))
        .singleElement()
        .asString()
        .startsWith("model.design plain has a head of its own")
        .endsWith("tied; set model.tied to false");
    assertThat(sentences(
            ROWS,
            "model.kind=transformer",
            "model.width=16",
            "model.heads=2",
            "model.design=plain"))
        .singleElement()
        .asString()
        .endsWith("by SQUARED_ERROR; choose pre-norm or another family");
  }

  @Test
  void theKindThatIsNoneIsNamed() {
    assertThat(sentences(ROWS, "model.kind=linear"))
        .anyMatch(each -> each.startsWith("model.kind must be transformer or linear-attention"));
  }

  @Test
  void everyKeyIsListedOnceWithTheKindThatHasIt() {
    List<SpecKey> keys = ModelKeys.keys();

    assertThat(keys.stream().map(SpecKey::name)).doesNotHaveDuplicates();
    assertThat(keys.stream().filter(each -> each.only().isEmpty()).map(SpecKey::name))
        .containsExactly("model.kind", "model.layers", "model.context", "model.init_std");
    assertThat(only(keys, "transformer")).contains("model.width", "model.tied");
    assertThat(only(keys, "linear-attention")).containsExactly("model.sparse", "model.clip");
  }

  private static Stream<String> only(List<SpecKey> keys, String kind) {
    SpecKey.Only only = new SpecKey.Only("model.kind", kind);
    return keys.stream()
        .filter(each -> each.only().filter(only::equals).isPresent())
        .map(SpecKey::name);
  }

  private static RunSpecs specs() {
    return new RunSpecs(RowsFamily.families());
  }

  private static RunSpec parse(String... overrides) {
    return specs().parse(ROWS, "rows.yaml", List.of(overrides));
  }

  private static List<String> sentences(String yaml, String... overrides) {
    try {
      specs().parse(yaml, "rows.yaml", List.of(overrides));
      return List.of();
    } catch (InvalidSpecException e) {
      return e.faults().stream().map(Fault::sentence).toList();
    }
  }
}
