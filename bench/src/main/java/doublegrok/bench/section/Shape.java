package doublegrok.bench.section;

import doublegrok.generator.BatchSource;
import doublegrok.model.ModelState;
import doublegrok.model.TokenBlock;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A model and its batches, whose step is timed.
 *
 * @param name of it in the report
 * @param spec of model, optimizer and data
 */
public record Shape(String name, RunSpec spec) {
  private static final String ADAMW = "optimizer.name=adamw";

  /** The preset demo. */
  public static Shape demo(boolean quick, String... further) {
    List<String> changes = quick ? List.of("batch.sequences=27") : List.of();
    return of("demo", "demo", changes, further);
  }

  /** Between the two presets: modulo 11, 32 shots, 128 wide. */
  public static Shape middle(boolean quick, String... further) {
    List<String> changes = List.of(
        "task.modulus=11",
        "distribution.tasks=64",
        "distribution.input_fraction=0.75",
        "model.width=128",
        "batch.sequences=" + (quick ? 4 : 256));
    return of("middle", "he2024", changes, further);
  }

  /** The preset he2024 with few sequences, so that a CPU can take a step in seconds. */
  public static Shape he2024(boolean quick) {
    return of("he2024", "he2024", List.of("batch.sequences=" + (quick ? 1 : 32)));
  }

  /** All three, as their presets have them. */
  public static List<Shape> all(boolean quick) {
    return List.of(demo(quick), middle(quick), he2024(quick));
  }

  /** All three, with AdamW. */
  public static List<Shape> allWithAdamw(boolean quick) {
    return List.of(demo(quick, ADAMW), middle(quick), he2024(quick));
  }

  /** A preset with changes. */
  public static Shape of(String name, String preset, List<String> changes, String... further) {
    List<String> all = Stream.concat(changes.stream(), Stream.of(further)).toList();
    return new Shape(name, RunSpecs.builtIn().parse(Presets.text(preset), "preset " + preset, all));
  }

  /** The state before the first step. */
  public ModelState initial() {
    return ModelState.initial(spec.model(), spec.optimizer(), spec.seed());
  }

  /** The first batches of the run, as the generator makes them. */
  public List<TokenBlock> blocks(int count) {
    BatchSource source = new BatchSource(name, spec);
    return LongStream.range(0, count).mapToObj(source::batch).map(Shape::block).toList();
  }

  /** A batch as the trainer shows it to the model. */
  public static TokenBlock block(SequenceBatch batch) {
    TokenSequences payload = (TokenSequences) batch.getPayload();
    byte[] tokens = new byte[payload.getTokens().remaining()];
    payload.getTokens().duplicate().get(tokens);
    return new TokenBlock(
        batch.getSequences(), payload.getLength(), tokens, batch.getAnswerPositions());
  }
}
