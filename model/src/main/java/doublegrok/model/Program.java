package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded archive whose methods can be called. Nothing global is switched: the program turns
 * autograd on and off by itself, for its own thread, so programs of several threads do not touch
 * one another. One program belongs to one thread at a time.
 */
public final class Program implements AutoCloseable {
  private final PtNDManager manager;
  private final PtSymbolBlock block;

  public Program(byte[] archive, ComputeDevice device) {
    this.manager = (PtNDManager) NDManager.newBaseManager(device.device(), "PyTorch");
    this.block = load(manager, archive);
  }

  /** Owner of what lives as long as the program. */
  public NDManager manager() {
    return manager;
  }

  /** A caller's inputs and results of one call: close it after the call. */
  public NDManager scope() {
    return manager.newSubManager();
  }

  /**
   * Calls a method.
   *
   * @return its tensors, owned by the scope
   */
  public NDList call(String method, NDManager scope, NDArray... arguments) {
    NDArray selector = scope.create(0f);
    selector.setName("module_method:" + method);
    NDList inputs = new NDList(selector);
    inputs.addAll(List.of(arguments));
    // Thread-local in PyTorch. The profiling executor would run other code at the first calls
    // than at the later ones, and so other bits.
    JniUtils.setGraphExecutorOptimize(false);
    // "Training" only means that DJL does not take autograd away from the program.
    return IValueUtils.forward(block, inputs, true);
  }

  @Override
  public void close() {
    block.close();
    manager.close();
  }

  /** PyTorch optimises ("freezes") what it loads from a stream, so it gets a file. */
  private static PtSymbolBlock load(PtNDManager manager, byte[] archive) {
    try {
      Path file = Files.createTempFile("doublegrok-", ".pt");
      try {
        Files.write(file, archive);
        String[] none = {};
        return JniUtils.loadModule(manager, file, true, none, none, true);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing the program to a temporary file", e);
    }
  }
}
