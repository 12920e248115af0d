package doublegrok.task.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parts of a whole.
 *
 * @param shares in the order in which they are shown; they sum to 1
 * @param rest a number beside them, for example what the parts leave unexplained
 */
public record Shares(About about, List<Share> shares, Optional<Scalar> rest) implements Finding {
  /** Unit of a share. */
  public static final String RATIO = "ratio";

  /**
   * One part.
   *
   * @param label what it is the part of; what cannot be told apart is joined by '|'
   * @param value from 0 to 1
   */
  public record Share(String label, double value) {
    /** Checks the length. */
    public Share {
      Bounds.text("a label", label);
    }
  }

  /** Checks the sizes. */
  public Shares {
    shares = List.copyOf(shares);
    Bounds.count("shares", shares.size());
    Bounds.distinct(scalars(shares, rest));
  }

  @Override
  public List<Scalar> scalars() {
    return scalars(shares, rest);
  }

  private static List<Scalar> scalars(List<Share> shares, Optional<Scalar> rest) {
    List<Scalar> scalars = new ArrayList<>();
    shares.forEach(each -> scalars.add(Scalar.of(each.label(), each.value(), RATIO)));
    rest.ifPresent(scalars::add);
    return List.copyOf(scalars);
  }
}
