package doublegrok.viewer.page;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What someone asks of a run. */
public sealed interface RunRequest {
  /** Its name in {@code command}. */
  String command();

  /**
   * Change the distribution.
   *
   * @param changes keys of the run spec and their new values
   * @param atBatch first batch of the new distribution; empty for as soon as possible
   */
  record Swap(Map<String, String> changes, OptionalLong atBatch) implements RunRequest {
    public Swap {
      changes = Map.copyOf(changes);
    }

    @Override
    public String command() {
      return "swap";
    }
  }

  /** Produce no further batch until the run is resumed. */
  record Pause() implements RunRequest {
    @Override
    public String command() {
      return "pause";
    }
  }

  /** Go on after a pause. */
  record Resume() implements RunRequest {
    @Override
    public String command() {
      return "resume";
    }
  }

  /** End the run for good. */
  record Stop() implements RunRequest {
    @Override
    public String command() {
      return "stop";
    }
  }

  /**
   * Start a new run from a checkpoint of this one.
   *
   * @param child name of the new run
   * @param atStep step of the checkpoint
   * @param changes keys of the run spec that shall differ, and their values
   */
  record Fork(String child, long atStep, Map<String, String> changes) implements RunRequest {
    public Fork {
      changes = Map.copyOf(changes);
    }

    /** The changes as {@code key=value}, by key. */
    public List<String> overrides() {
      return changes.entrySet().stream()
          .map(change -> change.getKey() + "=" + change.getValue())
          .sorted()
          .toList();
    }

    @Override
    public String command() {
      return "fork";
    }
  }
}
