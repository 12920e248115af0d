package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors of a model, found by their names. */
final class NamedTensors {
  private final Map<String, FloatTensor> tensors = new LinkedHashMap<>();

  NamedTensors(List<FloatTensor> all) {
    all.forEach(each -> tensors.put(each.name(), each));
  }

  /** The values of one that is there. */
  float[] values(String name) {
    return tensors.get(name).values();
  }

  /** The same values under another name. */
  FloatTensor renamed(String name, String other) {
    FloatTensor tensor = tensors.get(name);
    return new FloatTensor(other, tensor.shape(), tensor.values());
  }

  /** Its matrix [rows, columns], transposed, under another name. */
  FloatTensor transposed(String name, String other) {
    FloatTensor tensor = tensors.get(name);
    int rows = Math.toIntExact(tensor.shape().get(0));
    int columns = Math.toIntExact(tensor.shape().get(1));
    float[] turned = new float[rows * columns];
    turn(tensor.values(), 0, rows, columns, turned);
    return new FloatTensor(other, List.of((long) columns, (long) rows), turned);
  }

  /** Turns the matrix [rows, columns] that begins at a place; the result begins there, too. */
  static void turn(float[] from, int at, int rows, int columns, float[] to) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[at + column * rows + row] = from[at + row * columns + column];
      }
    }
  }
}
