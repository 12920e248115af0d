package doublegrok.local.python;

import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.generator.BatchSource;
import doublegrok.log.BatchCodec;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.spec.RunSpec;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Case for a model in Python: sequences of a run's first batch, and what our model answers. */
final class ModelCase {
  private static final int SEQUENCES = 3;
  private static final ComputeDevice CPU = ComputeDevice.choose(DeviceChoice.CPU);

  private ModelCase() {}

  /** Writes inputs [sequences][positions], and outputs of those positions that tell answers. */
  static void write(RunSpec spec, List<FloatTensor> weights, Path file) throws IOException {
    Sequences sequences = BatchCodec.sequences(new BatchSource("a", spec).batch(0));
    Sequences some = sequences instanceof TokenSequences tokens
        ? tokens.rows(0, SEQUENCES)
        : ((RealSequences) sequences).rows(0, SEQUENCES);
    SequenceLayout layout = some.layout();
    boolean tokens = some instanceof TokenSequences;
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("inputs", tokens ? inputs((TokenSequences) some) : inputs((RealSequences) some));
    fields.put(
        "positions",
        layout.answerPositions().stream().map(at -> tokens ? at - 1 : at).toList());
    try (ForwardProgram program = ForwardProgram.open(spec.model(), weights, CPU)) {
      fields.put("outputs", program.outputs(some));
    }
    new ObjectMapper().writeValue(file.toFile(), fields);
  }

  private static List<List<Integer>> inputs(TokenSequences sequences) {
    List<List<Integer>> all = new ArrayList<>();
    for (int row = 0; row < sequences.count(); row++) {
      List<Integer> tokens = new ArrayList<>();
      for (int position = 0; position < sequences.layout().length() - 1; position++) {
        tokens.add(sequences.token(row, position));
      }
      all.add(tokens);
    }
    return all;
  }

  private static List<List<float[]>> inputs(RealSequences sequences) {
    int width = ((SequenceForm.Reals) sequences.layout().form()).inputs();
    List<List<float[]>> all = new ArrayList<>();
    for (int row = 0, at = 0; row < sequences.count(); row++) {
      List<float[]> vectors = new ArrayList<>();
      for (int position = 0; position < sequences.layout().length(); position++, at += width) {
        vectors.add(Arrays.copyOfRange(sequences.inputs(), at, at + width));
      }
      all.add(vectors);
    }
    return all;
  }
}
