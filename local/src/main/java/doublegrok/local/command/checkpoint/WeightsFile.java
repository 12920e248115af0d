package doublegrok.local.command.checkpoint;

import doublegrok.model.FloatTensor;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.store.Sha256;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of weights.
 *
 * @param tensors in the file's order
 * @param sha256 of its bytes, in hexadecimal
 */
record WeightsFile(List<FloatTensor> tensors, String sha256) {
  WeightsFile {
    tensors = List.copyOf(tensors);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if there is none, or it is no safetensors file
   */
  static WeightsFile read(Path file) {
    try {
      return new WeightsFile(Safetensors.read(file).tensors(), Sha256.of(file));
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "the weights %s do not exist; name a safetensors file".formatted(file), missing);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "the weights %s cannot be read (%s); name a safetensors file of 32-bit floats"
              .formatted(file, failure.getMessage()),
          failure);
    }
  }
}
