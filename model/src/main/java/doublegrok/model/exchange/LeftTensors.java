package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tensors of a file, taken one after the other to be ours; none may be left. */
final class LeftTensors {
  private static final double ROTARY_BASE = 10_000;
  /** What a number of eight binary digits, as BF16 has, may be away. */
  private static final double TOLERANCE = 1.0 / (1 << 8);

  private final Map<String, FloatTensor> left = new LinkedHashMap<>();
  private final List<FloatTensor> taken = new ArrayList<>();

  LeftTensors(List<FloatTensor> all) {
    for (FloatTensor each : all) {
      if (left.put(each.name(), each) != null) {
        throw new IllegalArgumentException("the file has %s twice".formatted(each.name()));
      }
    }
  }

  /** One as it is, under our name. */
  void take(String theirs, String ours) {
    add(found(theirs), ours);
  }

  /** The same, where it may be absent. */
  void takeIfThere(String theirs, String ours) {
    Optional.ofNullable(left.remove(theirs)).ifPresent(tensor -> add(tensor, ours));
  }

  /** A projection to query, key and value at once, as our three of a block's attention. */
  void takeFused(String theirs, FusedRows rows, int width, String attention) {
    FloatTensor fused = found(theirs);
    List<Long> shape = List.of(3L * width, (long) width);
    if (!fused.shape().equals(shape)) {
      throw new IllegalArgumentException("the file's %s must be %s for the spec's model, was %s"
          .formatted(theirs, shape, fused.shape()));
    }
    List<Long> square = List.of((long) width, (long) width);
    List<String> roles = List.of("query", "key", "value");
    for (int role = 0; role < roles.size(); role++) {
      taken.add(new FloatTensor(
          attention + roles.get(role) + ".weight", square, rows.part(role, fused.values())));
    }
  }

  /** A bias, which may be absent, and adds nothing. */
  void dropZeros(String theirs) {
    FloatTensor bias = left.remove(theirs);
    for (int at = 0; bias != null && at < bias.values().length; at++) {
      if (bias.values()[at] != 0) {
        throw new IllegalArgumentException(
            "%s must be zeros, because our linear layers have no biases, value %d was %s; train"
                    .formatted(theirs, at, bias.values()[at])
                + " without biases");
      }
    }
  }

  /** What no answer depends on, and may be absent. */
  void drop(String theirs) {
    left.remove(theirs);
  }

  /**
   * Frequencies of the rotation, which may be absent.
   *
   * @param size dimensions of a head
   */
  void dropFrequencies(String theirs, int size) {
    FloatTensor frequencies = left.remove(theirs);
    for (int i = 0; frequencies != null && i < frequencies.values().length; i++) {
      double must = Math.pow(ROTARY_BASE, -2.0 * i / size);
      if (!(Math.abs(frequencies.values()[i] / must - 1) <= TOLERANCE)
          || frequencies.values().length != size / 2) {
        throw new IllegalArgumentException(
            "%s must be %d frequencies 10000^(-2i / %d) as ours, number %d of %d was %s"
                .formatted(
                    theirs,
                    size / 2,
                    size,
                    i,
                    frequencies.values().length,
                    frequencies.values()[i]));
      }
    }
  }

  /**
   * What was taken.
   *
   * @throws IllegalArgumentException if anything is left
   */
  List<FloatTensor> taken() {
    if (!left.isEmpty()) {
      FloatTensor first = left.values().iterator().next();
      throw new IllegalArgumentException(
          "the spec's model has no place for %s %s, the first of %d tensors that are left; name"
                  .formatted(UnsoundFile.shown(first.name()), first.shape(), left.size())
              + " another spec");
    }
    return taken;
  }

  private FloatTensor found(String theirs) {
    FloatTensor tensor = left.remove(theirs);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "the file has no %s, which the spec's model needs; name another spec".formatted(theirs));
    }
    return tensor;
  }

  private void add(FloatTensor tensor, String ours) {
    taken.add(new FloatTensor(ours, tensor.shape(), tensor.values()));
  }
}
