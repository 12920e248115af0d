package doublegrok.store;

import doublegrok.record.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Files addressed by the SHA-256 of their content: a file that is there is whole. A file that no
 * manifest names yet, or none any more, is claimed by a run, which is to collect it: so there is
 * never a file that nobody knows of.
 */
public interface CheckpointStore {
  /** How the names of weights and moments end. */
  String SUFFIX = ".safetensors";

  /**
   * Makes this the only store that writes for a run from here on, and deletes the drafts that the
   * run's former writer left behind.
   *
   * @throws StoreException if it cannot
   */
  void takeOver(String run);

  /**
   * Writes a file, makes it durable and claims it for a run before it gets its address. A sound
   * file that is there already is left as it is, a damaged one is replaced.
   *
   * @param suffix of the file's name, for example {@code .safetensors}
   * @param content writes the file at the path that it is given
   * @throws StoreException if it cannot be written, or if another store has taken the run over;
   *     nothing new is at any address then that the run has not claimed
   */
  StoredFile put(String run, String suffix, Content content);

  /**
   * A local path of the file, its content checked against its address.
   *
   * @throws StoreException if the file is missing, truncated or changed
   */
  Path verified(StoredFile file, String suffix);

  /**
   * Makes a run responsible for a file that its manifest will soon no longer name.
   *
   * @throws StoreException if that cannot be recorded, or if another store has taken the run over
   */
  void claim(String run, StoredFile file, String suffix);

  /**
   * What a run is responsible for now.
   *
   * @throws StoreException if it cannot be read, or if another store has taken the run over
   */
  Claims claims(String run);

  /**
   * Goes through a run's claims: of a file that is in flight nothing changes; one that a manifest
   * names is no longer claimed; one that another run claims is left to that run; any other file is
   * deleted, then its claim. A file that any run has put or claimed since the claims were read is
   * left for the next time.
   *
   * @param claims read before what the other arguments are made of
   * @param referenced addresses that live manifests of any run name
   * @param inFlight addresses in manifests whose fate on the log was not known
   * @throws StoreException if it cannot, or if another store has taken the run over
   */
  void collect(Claims claims, Set<String> referenced, Set<String> inFlight);

  /** Where the store is, for messages to people. */
  String description();

  /** Writes a file. */
  interface Content {
    /** Writes the whole file at this path, which exists and is empty. */
    void writeTo(Path path) throws IOException;
  }
}
