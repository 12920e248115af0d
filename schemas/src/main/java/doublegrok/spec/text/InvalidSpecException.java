package doublegrok.spec.text;

import java.util.Comparator;
import java.util.List;

/** A run spec or a swap that cannot be run, with all of its faults at once. */
public final class InvalidSpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  InvalidSpecException(String subject, List<Fault> faults) {
    super(message(subject, sorted(faults)));
    this.faults = sorted(faults);
  }

  /** By line, those without one last; at most {@link Faults#LIMIT}. */
  public List<Fault> faults() {
    return faults;
  }

  private static List<Fault> sorted(List<Fault> faults) {
    Comparator<Fault> byLine =
        Comparator.comparingInt(fault -> fault.place().line().orElse(Integer.MAX_VALUE));
    return faults.stream().sorted(byLine).toList();
  }

  private static String message(String subject, List<Fault> faults) {
    StringBuilder text = new StringBuilder();
    text.append(faults.size() >= Faults.LIMIT ? "at least " : "").append(faults.size());
    text.append(faults.size() == 1 ? " fault in " : " faults in ")
        .append(subject)
        .append(':');
    for (Fault fault : faults) {
      text.append("\n  ");
      if (fault.place().line().isPresent()) {
        text.append("line ").append(fault.place().line().getAsInt()).append(": ");
      } else if (fault.place().source().equals(Place.SET)) {
        text.append(Place.SET).append(": ");
      }
      text.append(fault.sentence());
    }
    return text.toString();
  }
}
