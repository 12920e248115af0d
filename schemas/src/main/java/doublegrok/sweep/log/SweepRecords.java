package doublegrok.sweep.log;

import doublegrok.log.RecordKeys;
import doublegrok.record.PlannedRun;
import doublegrok.record.RunNote;
import doublegrok.record.RunStanding;
import doublegrok.record.SweepPlan;
import doublegrok.record.SweepRecord;
import doublegrok.record.SweepStanding;
import doublegrok.record.SweepState;
import doublegrok.record.SweptRunState;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFigure;
import doublegrok.sweep.SweepPhase;
import java.util.List;
import java.util.Optional;

/** Mapping between what is known of sweeps and the records of the topic {@code sweeps}. */
public final class SweepRecords {
  private SweepRecords() {}

  /** The key of a record. */
  public static String key(SweepRecord record) {
    String sweep = record.getSweep();
    Object body = record.getBody();
    if (body instanceof SweepStanding) {
      return RecordKeys.sweep(sweep, "standing");
    }
    if (body instanceof RunStanding run) {
      return RecordKeys.sweep(sweep, "run", run.getRun());
    }
    if (body instanceof doublegrok.record.RunReport report) {
      return RecordKeys.sweep(sweep, "report", report.getRun());
    }
    if (body instanceof RunNote note) {
      return RecordKeys.sweep(sweep, "note", note.getRun());
    }
    if (body instanceof doublegrok.record.SweepAnswer answer) {
      return RecordKeys.sweep(sweep, "answer", answer.getCommand());
    }
    return RecordKeys.sweep(sweep, "command", ((doublegrok.record.SweepCommand) body).getId());
  }

  /** A plan as a record has it. */
  public static SweepPlan plan(doublegrok.sweep.SweepPlan plan) {
    return new SweepPlan(
        plan.base(),
        plan.set(),
        plan.keys(),
        runs(plan.runs()),
        plan.atOnce(),
        plan.attempts(),
        plan.figure().measure(),
        plan.figure().rows(),
        plan.figure().columns());
  }

  /** Runs as a record has them. */
  public static List<PlannedRun> runs(List<doublegrok.sweep.PlannedRun> runs) {
    return runs.stream()
        .map(each -> new PlannedRun(each.run(), each.seed(), each.values()))
        .toList();
  }

  /**
   * The plan of a record.
   *
   * @throws IllegalArgumentException if one of its runs has a name that no run can have
   */
  public static doublegrok.sweep.SweepPlan plan(SweepPlan plan) {
    return new doublegrok.sweep.SweepPlan(
        plan.getBase(),
        plan.getSet(),
        plan.getKeys(),
        planned(plan.getRuns()),
        plan.getAtOnce(),
        plan.getAttempts(),
        new SweepFigure(plan.getMeasure(), plan.getRows(), plan.getColumns()));
  }

  /** The runs of a record. */
  public static List<doublegrok.sweep.PlannedRun> planned(List<PlannedRun> runs) {
    return runs.stream()
        .map(each ->
            new doublegrok.sweep.PlannedRun(each.getRun(), each.getSeed(), each.getValues()))
        .toList();
  }

  /** Where a sweep stands, as a record has it. */
  public static SweepStanding standing(SweepPhase phase, doublegrok.sweep.SweepPlan plan) {
    return new SweepStanding(SweepState.valueOf(phase.name()), plan(plan));
  }

  /** The phase of a record; empty for one of a later release. */
  public static Optional<SweepPhase> phase(SweepStanding standing) {
    return standing.getState() == SweepState.UNKNOWN
        ? Optional.empty()
        : Optional.of(SweepPhase.valueOf(standing.getState().name()));
  }

  /** Where a run stands, as a record has it. */
  public static RunStanding standing(RunStand stand) {
    return new RunStanding(
        stand.run(),
        SweptRunState.valueOf(stand.place().name()),
        stand.begun(),
        stand.offer(),
        stand.attempts(),
        stand.worker(),
        stand.reason());
  }

  /** What is noted of a run, as a record has it. */
  public static RunNote note(doublegrok.sweep.RunNote note) {
    return new RunNote(note.run(), note.tags(), note.text());
  }

  /**
   * The note of a record.
   *
   * @throws IllegalArgumentException if no note can be like it
   */
  public static doublegrok.sweep.RunNote note(RunNote note) {
    return new doublegrok.sweep.RunNote(note.getRun(), note.getTags(), note.getText());
  }

  /** Where a run stands by a record; a place of a later release counts as waiting. */
  public static RunStand stand(RunStanding standing) {
    return new RunStand(
        standing.getRun(),
        standing.getState() == SweptRunState.UNKNOWN
            ? RunPlace.WAITING
            : RunPlace.valueOf(standing.getState().name()),
        standing.getBegun(),
        standing.getOffer(),
        standing.getAttempts(),
        standing.getWorker(),
        standing.getReason());
  }
}
