package doublegrok.sweep.log;

import doublegrok.record.RunStanding;
import doublegrok.record.SweepRecord;
import doublegrok.record.SweepStanding;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunNote;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** View of all sweeps, from the records of the topic {@code sweeps} in their order. */
public final class SweepView {
  private final Map<String, Standing> sweeps = new HashMap<>(); // guarded by this
  private final Map<String, Map<String, RunStand>> runs = new HashMap<>(); // guarded by this
  private final Map<String, Map<String, RunNote>> notes = new HashMap<>(); // guarded by this

  /**
   * Standing of a sweep.
   *
   * @param sweep its name
   * @param phase of it
   * @param plan with all that it was extended by
   * @param sinceMillis wall clock of the record
   */
  public record Standing(String sweep, SweepPhase phase, SweepPlan plan, long sinceMillis) {}

  /**
   * Takes the next record up; what is neither standing nor note changes nothing.
   *
   * @return false if it is one that no program of ours wrote, as its rules are broken: it changes
   *     nothing
   */
  public synchronized boolean take(SweepRecord record) {
    try {
      takeFit(record);
      return true;
    } catch (IllegalArgumentException unfit) {
      return false;
    }
  }

  private void takeFit(SweepRecord record) {
    if (record.getBody() instanceof SweepStanding standing) {
      SweepRecords.phase(standing)
          .ifPresent(phase -> sweeps.put(
              record.getSweep(),
              new Standing(
                  record.getSweep(),
                  phase,
                  SweepRecords.plan(standing.getPlan()),
                  record.getRecordedAtMillis().toEpochMilli())));
    } else if (record.getBody() instanceof RunStanding run) {
      runs.computeIfAbsent(record.getSweep(), sweep -> new HashMap<>())
          .put(run.getRun(), SweepRecords.stand(run));
    } else if (record.getBody() instanceof doublegrok.record.RunNote note) {
      notes
          .computeIfAbsent(record.getSweep(), sweep -> new HashMap<>())
          .put(note.getRun(), SweepRecords.note(note));
    }
  }

  /** The names of all sweeps, sorted. */
  public synchronized List<String> names() {
    return sweeps.keySet().stream().sorted().toList();
  }

  /** Where a sweep stands; empty if there is none of this name. */
  public synchronized Optional<Standing> sweep(String name) {
    return Optional.ofNullable(sweeps.get(name));
  }

  /** Where the runs of a sweep stand, in the order of its plan. */
  public synchronized List<RunStand> runs(String sweep) {
    Map<String, RunStand> known = runs.getOrDefault(sweep, Map.of());
    return sweep(sweep).stream()
        .flatMap(standing -> standing.plan().runs().stream().map(PlannedRun::run))
        .map(run -> known.getOrDefault(run, RunStand.first(run)))
        .toList();
  }

  /** What is noted of a run of a sweep. */
  public synchronized RunNote note(String sweep, String run) {
    return notes.getOrDefault(sweep, Map.of()).getOrDefault(run, RunNote.none(run));
  }

  /** Where a run of a sweep stands. */
  public synchronized RunStand run(String sweep, String run) {
    return runs.getOrDefault(sweep, Map.of()).getOrDefault(run, RunStand.first(run));
  }
}
