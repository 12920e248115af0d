package doublegrok.store;

import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * The files that a run was responsible for at one moment.
 *
 * @param run that claims them
 * @param renewed when each was claimed last, by file name; a later claim has a later time
 */
public record Claims(String run, Map<String, FileTime> renewed) {
  /** Copies the map. */
  public Claims {
    renewed = Map.copyOf(renewed);
  }

  /** Whether there is nothing to collect. */
  public boolean none() {
    return renewed.isEmpty();
  }
}
