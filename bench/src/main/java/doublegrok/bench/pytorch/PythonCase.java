package doublegrok.bench.pytorch;

import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.model.Safetensors;
import doublegrok.model.TokenBlock;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A directory with what pytorch_reference.py reads: script, case, weights and tokens. */
final class PythonCase {
  private static final String SCRIPT = "pytorch_reference.py";
  private static final String CASE = "case.json";

  private final Path directory;

  private PythonCase(Path directory) {
    this.directory = directory;
  }

  static PythonCase write(Duel duel, Path directory) throws IOException {
    try (InputStream script = PythonCase.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IllegalStateException(SCRIPT + " is missing from the class path");
      }
      Files.copy(script, directory.resolve(SCRIPT));
    }
    new ObjectMapper().writeValue(directory.resolve(CASE).toFile(), fields(duel));
    Safetensors.write(directory.resolve("weights.safetensors"), duel.initial().weights(), Map.of());
    try (OutputStream tokens = Files.newOutputStream(directory.resolve("tokens.bin"))) {
      for (TokenBlock block : duel.blocks()) {
        tokens.write(block.tokens());
      }
    }
    return new PythonCase(directory);
  }

  String script() {
    return directory.resolve(SCRIPT).toString();
  }

  String file() {
    return directory.resolve(CASE).toString();
  }

  /** Where the script's complaints go. */
  Path complaints() {
    return directory.resolve("stderr.txt");
  }

  private static Map<String, Object> fields(Duel duel) {
    ModelSpec model = duel.spec().model();
    OptimizerSpec optimizer = duel.spec().optimizer();
    TokenBlock block = duel.blocks().get(0);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("threads", duel.threads());
    fields.put("device", duel.device().description().startsWith("cuda") ? "cuda" : "cpu");
    fields.put("vocabulary", model.vocabulary());
    fields.put("width", model.width());
    fields.put("layers", model.layers());
    fields.put("heads", model.heads());
    fields.put("mlp_factor", model.mlpFactor());
    fields.put("tied", model.tied());
    fields.put("activation", model.activation().name().toLowerCase(Locale.ROOT));
    fields.put("sequences", block.sequences());
    fields.put("length", block.length());
    fields.put("answers", block.answerPositions());
    fields.put("learning_rate", optimizer.learningRate());
    fields.put("weight_decay", optimizer.weightDecay());
    fields.put("beta1", optimizer.beta1());
    fields.put("beta2", optimizer.beta2());
    fields.put("epsilon", optimizer.epsilon());
    return fields;
  }
}
