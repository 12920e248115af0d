package doublegrok.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Markers of who is responsible for which file: an empty file {@code RUN/ADDRESS} for each claim.
 * Every use is under the store's lock.
 */
final class ClaimMarkers {
  private static final Pattern FILE = Pattern.compile("[0-9a-f]{64}\\.[a-z]+");

  /** What any file system tells apart. */
  private static final long TICK_SECONDS = 2;

  private final Path folder;

  ClaimMarkers(Path folder) {
    this.folder = folder;
  }

  /** Claims a file durably; every other claim of it is renewed, so that nobody collects it now. */
  void add(String run, String file) throws IOException {
    Path own = Disk.folder(Disk.folder(folder).resolve(run)).resolve(file);
    for (Path marker : all(file)) {
      renew(marker);
    }
    if (!Files.exists(own)) {
      Files.createFile(own);
      Disk.force(own.getParent());
    }
  }

  /** A run's claims by file. */
  Map<String, FileTime> of(String run) throws IOException {
    Map<String, FileTime> claims = new HashMap<>();
    for (Path marker : Disk.in(folder.resolve(run))) {
      String file = marker.getFileName().toString();
      if (FILE.matcher(file).matches()) {
        claims.put(file, Files.getLastModifiedTime(marker));
      }
    }
    return claims;
  }

  /** Whether a claim is still there and has not been renewed since. */
  boolean unchanged(String run, String file, FileTime since) throws IOException {
    try {
      return Files.getLastModifiedTime(folder.resolve(run).resolve(file)).equals(since);
    } catch (NoSuchFileException dropped) {
      return false;
    }
  }

  boolean claimedByOthers(String run, String file) throws IOException {
    Path own = folder.resolve(run).resolve(file);
    return all(file).stream().anyMatch(marker -> !marker.equals(own));
  }

  /** Others must look again: what they know of the log may be older than this run's manifest. */
  void drop(String run, String file) throws IOException {
    Path own = folder.resolve(run).resolve(file);
    for (Path marker : all(file)) {
      if (!marker.equals(own)) {
        renew(marker);
      }
    }
    Files.deleteIfExists(own);
  }

  private List<Path> all(String file) throws IOException {
    List<Path> markers = new ArrayList<>();
    for (Path run : Disk.in(folder)) {
      Path marker = run.resolve(file);
      if (Files.exists(marker)) {
        markers.add(marker);
      }
    }
    return markers;
  }

  private static void renew(Path marker) throws IOException {
    Instant next = Files.getLastModifiedTime(marker).toInstant().plusSeconds(TICK_SECONDS);
    Instant now = Instant.now();
    Files.setLastModifiedTime(marker, FileTime.from(now.isAfter(next) ? now : next));
  }
}
