package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import doublegrok.model.exchange.StoredTensor.Storage;
import doublegrok.model.safetensors.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of files of weights that others have written: safetensors, or the zip of torch.save.
 * Nothing in a file is run.
 */
public final class WeightsReader {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  /** Names that may share numbers: a tied head's, and some. */
  private static final int MOST_VIEWS = 4;

  private WeightsReader() {}

  /**
   * Its tensors of floating-point numbers, as 32-bit floats; masks of truth values are left out.
   *
   * @throws IOException if it cannot be read, or is no whole and sound file of tensors alone
   */
  public static List<FloatTensor> read(Path path) throws IOException {
    if (!Files.isRegularFile(path) || !isZip(path)) {
      return Safetensors.readAnyFloats(path).tensors();
    }
    try (TorchArchive archive = TorchArchive.open(path)) {
      return read(archive);
    } catch (UnsoundFile unsound) {
      throw new IOException(
          "%s is no plain file of tensors: %s".formatted(path, unsound.getMessage()), unsound);
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return ByteBuffer.wrap(in.readNBytes(ZIP.length)).equals(ByteBuffer.wrap(ZIP));
    }
  }

  private static List<FloatTensor> read(TorchArchive archive) throws IOException, UnsoundFile {
    Map<String, StoredTensor> tensors = new TorchPickle(archive.pickle()).tensors();
    Map<Storage, List<String>> names = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      if (tensor.storage().type().isReal()) {
        names.computeIfAbsent(tensor.storage(), storage -> new ArrayList<>()).add(name);
      }
    });
    List<FloatTensor> all = new ArrayList<>();
    for (Map.Entry<Storage, List<String>> each : names.entrySet()) {
      Storage storage = each.getKey();
      long seen = 0;
      for (String name : each.getValue()) {
        seen += tensors.get(name).elements();
      }
      if (seen / MOST_VIEWS > storage.count()) {
        throw new UnsoundFile("its tensors show the numbers of data/%s more than %d times"
            .formatted(UnsoundFile.shown(storage.key()), MOST_VIEWS));
      }
      ByteBuffer bytes = ByteBuffer.wrap(archive.storage(storage)).order(ByteOrder.LITTLE_ENDIAN);
      each.getValue().forEach(name -> all.add(tensors.get(name).read(name, bytes)));
    }
    return all;
  }
}
