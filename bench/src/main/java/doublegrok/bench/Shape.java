package doublegrok.bench;

import doublegrok.generator.BatchSource;
import doublegrok.log.BatchCodec;
import doublegrok.model.ModelState;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.TransformerSpec;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Model and batches that are measured: a preset with changes.
 *
 * @param name of it in the report
 * @param spec of model, optimizer and data
 */
record Shape(String name, RunSpec spec) {
  private static final List<String> MIDDLE = List.of(
      "task.modulus=11",
      "distribution.tasks=64",
      "distribution.input_fraction=0.75",
      "model.width=128");

  /** The preset demo. */
  static Shape demo(boolean quick, String... further) {
    Stream<String> small = quick ? Stream.of("batch.sequences=27") : Stream.empty();
    return of("demo", "demo", Stream.concat(Stream.of(further), small).toList());
  }

  /** Between the two presets: modulo 11, 32 shots, 128 wide. */
  static Shape middle(boolean quick, String... further) {
    Stream<String> own = Stream.of("batch.sequences=" + (quick ? 4 : 256));
    Stream<String> changes = Stream.concat(own, Stream.of(further));
    return of("middle", "he2024", Stream.concat(MIDDLE.stream(), changes).toList());
  }

  /** The preset he2024 with few sequences, so that a CPU can take a step in seconds. */
  static Shape he2024(boolean quick) {
    return of("he2024", "he2024", List.of("batch.sequences=" + (quick ? 1 : 32)));
  }

  /** All three; the changes are the demo's, which alone has another optimizer. */
  static List<Shape> all(boolean quick, String... ofDemo) {
    return List.of(demo(quick, ofDemo), middle(quick), he2024(quick));
  }

  /** A preset with changes. */
  static Shape of(String name, String preset, List<String> changes) {
    return new Shape(
        name, RunSpecs.builtIn().parse(Presets.text(preset), "preset " + preset, changes));
  }

  /** The model; every shape is a transformer's. */
  TransformerSpec model() {
    return (TransformerSpec) spec.model();
  }

  /** The state before the first step. */
  ModelState initial() {
    return ModelState.initial(model(), spec.optimizer(), spec.seed());
  }

  /** The run's batches, as the generator makes them. */
  BatchSource source() {
    return new BatchSource(name, spec);
  }

  /** The first batches of the run, as a trainer reads them. */
  List<TokenSequences> blocks(int count) {
    BatchSource source = source();
    return LongStream.range(0, count).mapToObj(each -> block(source, each)).toList();
  }

  /** A batch of a run, as a trainer reads it. */
  static TokenSequences block(BatchSource source, long index) {
    return TokenSequences.of(BatchCodec.sequences(source.batch(index)));
  }
}
