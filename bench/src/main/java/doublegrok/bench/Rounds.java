package doublegrok.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Rounds in which several measurements take turns, every second round backwards: so what happens to
 * the machine meanwhile happens to all of them alike, and none is always the first.
 *
 * @param count of rounds that are kept
 * @param warmUp whether a round before them is thrown away
 */
record Rounds(int count, boolean warmUp) {
  /** Measurement that can be taken again and again; the unit is the caller's affair. */
  @FunctionalInterface
  interface Measurement {
    double take() throws Exception;
  }

  Rounds {
    if (count < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, was " + count);
    }
  }

  /** Samples of each measurement, in the order given. */
  List<Samples> of(List<? extends Measurement> measurements) throws Exception {
    List<List<Double>> values = new ArrayList<>();
    measurements.forEach(each -> values.add(new ArrayList<>()));
    for (int round = warmUp ? -1 : 0; round < count; round++) {
      for (int turn = 0; turn < measurements.size(); turn++) {
        int place = round % 2 == 0 ? turn : measurements.size() - 1 - turn;
        double value = measurements.get(place).take();
        if (round >= 0) {
          values.get(place).add(value);
        }
      }
    }
    return values.stream().map(Samples::new).toList();
  }
}
