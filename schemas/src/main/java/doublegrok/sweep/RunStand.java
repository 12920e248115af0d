package doublegrok.sweep;

/**
 * Standing of a run in its sweep.
 *
 * @param run its name
 * @param place what becomes of it
 * @param begun whether it was started on the topic {@code control}
 * @param offer number of its newest offer; older ones are void
 * @param attempts how often it has failed
 * @param worker who trains it, or did last; empty for nobody yet
 * @param reason why it is where it is; empty where the place says all
 */
public record RunStand(
    String run,
    RunPlace place,
    boolean begun,
    int offer,
    int attempts,
    String worker,
    String reason) {
  /** The standing of a run before anything happens to it. */
  public static RunStand first(String run) {
    return new RunStand(run, RunPlace.WAITING, false, 0, 0, "", "");
  }

  /** The same run in another place. */
  public RunStand in(RunPlace other, String why) {
    return new RunStand(run, other, begun, offer, attempts, worker, why);
  }

  /** The same run, begun and offered once more. */
  public RunStand offered() {
    return new RunStand(run, RunPlace.OFFERED, true, offer + 1, attempts, worker, "");
  }

  /** The same run, its newest offer void too. */
  public RunStand voided() {
    return new RunStand(run, place, begun, offer + 1, attempts, worker, reason);
  }

  /** The same run, held by a worker. */
  public RunStand heldBy(String name, RunPlace as) {
    return new RunStand(run, as, begun, offer, attempts, name, "");
  }

  /** The same run after one more failure. */
  public RunStand failed(RunPlace as, String why) {
    return new RunStand(run, as, begun, offer, attempts + 1, worker, why);
  }

  /** The same run as if it had never failed. */
  public RunStand afresh() {
    return new RunStand(run, RunPlace.WAITING, begun, offer, 0, worker, "");
  }
}
