package doublegrok.spec.text;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that a person sees all of it at once. */
public final class Faults {
  /** A longer list helps nobody. */
  static final int LIMIT = 100;

  private final String subject;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * Faults of one thing.
   *
   * @param subject what is checked, for example {@code the run spec my.yaml}
   */
  public Faults(String subject) {
    this.subject = subject;
  }

  /** Adds one, unless there are too many already. */
  public void add(Place place, String key, String sentence) {
    if (!full()) {
      faults.add(new Fault(place, key, sentence));
    }
  }

  /** Whether no more are taken. */
  public boolean full() {
    return faults.size() >= LIMIT;
  }

  /** How many there are. */
  public int count() {
    return faults.size();
  }

  /**
   * Ends reading if anything is wrong.
   *
   * @throws InvalidSpecException with all of it
   */
  public void throwIfAny() {
    if (!faults.isEmpty()) {
      throw exception();
    }
  }

  /** All of it, to be thrown. */
  public InvalidSpecException exception() {
    return new InvalidSpecException(subject, faults);
  }
}
