package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import doublegrok.spec.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded archive whose methods can be called. Nothing global is switched: the program turns
 * autograd on and off by itself, for its own thread, so programs of several threads do not touch
 * one another. One program belongs to one thread at a time.
 */
final class Program implements AutoCloseable {
  private final ModelSpec model;
  private final PtNDManager manager;
  private final PtSymbolBlock block;

  Program(ModelSpec model, byte[] archive, ComputeDevice device) {
    this.model = model;
    this.manager = (PtNDManager) NDManager.newBaseManager(device.device(), "PyTorch");
    this.block = load(manager, archive);
  }

  /** Owner of what lives as long as the program. */
  NDManager manager() {
    return manager;
  }

  /** A caller's inputs and results of one call: close it after the call. */
  NDManager scope() {
    return manager.newSubManager();
  }

  /** The block's tokens, uint8 [sequences, seen + 1]. */
  NDArray tokens(TokenBlock tokens, NDManager scope) {
    check(tokens);
    Shape shape = new Shape(tokens.sequences(), tokens.seen() + 1);
    return scope.create(ByteBuffer.wrap(tokens.usedTokens()), shape, DataType.UINT8);
  }

  /** The block's answer positions, int64 [answers]. */
  NDArray answers(TokenBlock tokens, NDManager scope) {
    return scope.create(
        tokens.answerPositions().stream().mapToLong(Integer::longValue).toArray());
  }

  /**
   * Calls a method.
   *
   * @return its tensors, owned by the scope
   */
  NDList call(String method, NDManager scope, NDArray... arguments) {
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

  private void check(TokenBlock tokens) {
    if (tokens.seen() > model.context()) {
      throw new IllegalArgumentException(
          "an answer at position %d needs a context of %d tokens, the model has %d"
              .formatted(tokens.seen(), tokens.seen(), model.context()));
    }
    byte[] all = tokens.tokens();
    for (int i = 0; i < all.length; i++) {
      if (Byte.toUnsignedInt(all[i]) >= model.vocabulary()) {
        throw new IllegalArgumentException(
            "tokens must be 0..%d (the vocabulary), sequence %d has %d at position %d"
                .formatted(
                    model.vocabulary() - 1,
                    i / tokens.length(),
                    Byte.toUnsignedInt(all[i]),
                    i % tokens.length()));
      }
    }
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
