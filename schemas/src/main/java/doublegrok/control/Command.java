package doublegrok.control;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Command to a run, whoever gives it: page, command line or alert. */
public sealed interface Command {
  /** Its name on the page and on the command line. */
  String name();

  /**
   * Change of the data distribution.
   *
   * @param changes dotted keys below {@code distribution} and their new values
   * @param atBatch first batch that has them; empty for the earliest possible
   */
  record Swap(Map<String, String> changes, OptionalLong atBatch) implements Command {
    public Swap {
      changes = Map.copyOf(changes);
    }

    @Override
    public String name() {
      return "swap";
    }
  }

  /** Hold: no further batch is produced until the run is resumed. */
  record Pause() implements Command {
    @Override
    public String name() {
      return "pause";
    }
  }

  /** End of a hold. */
  record Resume() implements Command {
    @Override
    public String name() {
      return "resume";
    }
  }

  /** End of the run for ever; its records and checkpoints stay. */
  record Stop() implements Command {
    @Override
    public String name() {
      return "stop";
    }
  }

  /**
   * Start of another run from a checkpoint of this one.
   *
   * @param child name of the new run
   * @param atStep step of the checkpoint
   * @param overrides {@code key=value}; those below {@code distribution} begin with the fork
   */
  record Fork(String child, long atStep, List<String> overrides) implements Command {
    public Fork {
      overrides = List.copyOf(overrides);
    }

    /** With changes of keys, in their order. */
    public static Fork of(String child, long atStep, Map<String, String> changes) {
      return new Fork(
          child,
          atStep,
          changes.entrySet().stream()
              .map(change -> change.getKey() + "=" + change.getValue())
              .sorted()
              .toList());
    }

    @Override
    public String name() {
      return "fork";
    }
  }
}
