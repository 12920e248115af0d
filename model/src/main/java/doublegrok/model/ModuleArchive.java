package doublegrok.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive of one module with scalar and float64 tensor attributes: an uncompressed
 * zip of a pickled object, its tensors' bytes and its source. The same attributes and source give
 * the same bytes. The format is that of {@code torch.jit.save}, version 3
 * (caffe2/serialize/inline_container.h in PyTorch's sources).
 */
public final class ModuleArchive {
  private static final String ROOT = "doublegrok/";
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);
  private final Pickle module;
  private int tensors;

  /**
   * @param className of the module in the source, without its {@code __torch__} prefix
   */
  public ModuleArchive(String className) {
    module = new Pickle()
        .global("__torch__", className)
        .emptyTuple()
        .newObject()
        .emptyMap()
        .mark();
  }

  public ModuleArchive attribute(String name, boolean value) {
    module.text(name).bool(value);
    return this;
  }

  public ModuleArchive attribute(String name, int value) {
    module.text(name).integer(value);
    return this;
  }

  public ModuleArchive attribute(String name, double value) {
    module.text(name).real(value);
    return this;
  }

  /** A contiguous row-major float64 tensor. */
  public ModuleArchive attribute(String name, double[] values, int... shape) {
    String key = Integer.toString(tensors++);
    module.text(name).global("torch._utils", "_rebuild_tensor_v2").mark();
    module.mark().text("storage").global("torch", "DoubleStorage").text(key).text("cpu");
    module.integer(values.length).tuple().persistentId().integer(0);
    module.mark();
    for (int size : shape) {
      module.integer(size);
    }
    module.tuple().mark();
    for (int axis = 0; axis < shape.length; axis++) {
      int stride = 1;
      for (int inner = axis + 1; inner < shape.length; inner++) {
        stride *= shape[inner];
      }
      module.integer(stride);
    }
    module.tuple().bool(false);
    module.global("collections", "OrderedDict").emptyTuple().reduce().tuple().reduce();

    ByteBuffer data =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    entry("data/" + key, data.array());
    return this;
  }

  /** Closes the archive and returns its bytes. */
  public byte[] toBytes(String source) {
    entry("data.pkl", module.setItems().build().toBytes());
    entry("code/__torch__.py", utf8(source));
    entry("constants.pkl", new Pickle().emptyTuple().toBytes());
    entry("byteorder", utf8("little"));
    entry("version", utf8("3\n"));
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing an archive in memory", e);
    }
    return bytes.toByteArray();
  }

  private void entry(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(EPOCH);
    try {
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + name + " to an archive in memory", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
