package doublegrok.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes several measurements in turn, round by round, every second round backwards: so what happens
 * to the machine meanwhile happens to all of them alike, and none is always the first.
 *
 * @param count of rounds that are kept, at least 1
 * @param warmUp whether a round before them is thrown away
 */
public record Rounds(int count, boolean warmUp) {
  public Rounds {
    if (count < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, was " + count);
    }
  }

  /** Samples of each measurement, in the order given. */
  public List<Samples> of(List<? extends Measurement> measurements) throws Exception {
    List<List<Double>> values = new ArrayList<>();
    measurements.forEach(each -> values.add(new ArrayList<>()));
    for (int round = warmUp ? -1 : 0; round < count; round++) {
      for (int place : order(measurements.size(), round)) {
        double value = measurements.get(place).take();
        if (round >= 0) {
          values.get(place).add(value);
        }
      }
    }
    return values.stream().map(Samples::new).toList();
  }

  /** Samples of one measurement. */
  public Samples of(Measurement measurement) throws Exception {
    return of(List.of(measurement)).get(0);
  }

  private static List<Integer> order(int size, int round) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    if (round % 2 != 0) {
      Collections.reverse(order);
    }
    return order;
  }
}
