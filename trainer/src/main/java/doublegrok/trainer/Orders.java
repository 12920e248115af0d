package doublegrok.trainer;

import java.time.Duration;

/** Orders of people to a run. */
@FunctionalInterface
interface Orders {
  /** The newest order, waiting for another at most this long. */
  Order newest(Duration wait);

  /** Kind of order. */
  enum Kind {
    TRAIN,
    HOLD,
    END
  }

  /**
   * An order.
   *
   * @param batch index from which on it holds: all batches before it are produced
   */
  record Order(Kind kind, long batch) {
    static final Order NONE = new Order(Kind.TRAIN, 0);
  }
}
