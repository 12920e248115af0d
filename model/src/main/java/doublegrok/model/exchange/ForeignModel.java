package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as another library has it.
 *
 * @param tensors by that library's names
 * @param config the fields of its config.json: texts, numbers, truth values, null, maps of them
 */
public record ForeignModel(List<FloatTensor> tensors, Map<String, Object> config) {
  /** Metadata without which Hugging Face's loader refuses a safetensors file. */
  public static final Map<String, String> METADATA = Map.of("format", "pt");

  /** Copies list and map. */
  public ForeignModel {
    tensors = List.copyOf(tensors);
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }
}
