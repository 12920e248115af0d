package doublegrok.model.safetensors;

import doublegrok.model.FloatTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contents of a safetensors file.
 *
 * @param tensors by their place in the file
 * @param metadata free text by key, in the file's order
 */
public record SafetensorsFile(List<FloatTensor> tensors, Map<String, String> metadata) {
  /** Copies list and map. */
  public SafetensorsFile {
    tensors = List.copyOf(tensors);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
