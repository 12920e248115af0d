package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import doublegrok.model.ParameterLayout.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Copies named tensors to and from one vector on a device. */
final class FlatVector {
  private FlatVector() {}

  /**
   * The tensors one after the other. PyTorch allocates the vector, so it is aligned the same every
   * time, which the order of sums in a matrix product may depend on.
   */
  static NDArray upload(List<FloatTensor> tensors, NDManager owner) {
    try (NDManager scope = owner.newSubManager()) {
      NDList pieces = new NDList();
      for (FloatTensor tensor : tensors) {
        pieces.add(scope.create(tensor.values(), new Shape(tensor.values().length)));
      }
      NDArray flat = NDArrays.concat(pieces);
      flat.attach(owner);
      return flat;
    }
  }

  /** The vector cut into the layout's tensors. */
  static List<FloatTensor> download(NDArray vector, List<Parameter> layout) {
    List<FloatTensor> tensors = new ArrayList<>();
    long start = 0;
    for (Parameter parameter : layout) {
      long end = start + parameter.elements();
      try (NDArray piece = vector.get("{}:{}", start, end)) {
        tensors.add(new FloatTensor(parameter.name(), parameter.shape(), piece.toFloatArray()));
      }
      start = end;
    }
    return List.copyOf(tensors);
  }
}
