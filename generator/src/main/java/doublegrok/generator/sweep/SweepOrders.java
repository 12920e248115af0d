package doublegrok.generator.sweep;

import doublegrok.record.CancelSweep;
import doublegrok.record.ExtendSweep;
import doublegrok.record.PauseSweep;
import doublegrok.record.ResumeSweep;
import doublegrok.record.RetryRuns;
import doublegrok.record.StartSweep;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules by which each command changes a sweep's course, and what the issuer is told. */
final class SweepOrders {
  private SweepOrders() {}

  /** Runs of all sweeps, by name, to the sweep that each belongs to. */
  private static void refuseTaken(
      String sweep, List<PlannedRun> runs, Map<String, String> sweepOf) {
    for (PlannedRun run : runs) {
      String owner = sweepOf.getOrDefault(run.run(), sweep);
      if (!owner.equals(sweep)) {
        throw new RefusedException("run '%s' belongs to sweep '%s'; choose another name for this"
            .formatted(run.run(), owner));
      }
    }
  }

  /**
   * The course of a new sweep.
   *
   * @param known the course that goes by this name; empty if none does
   * @param sweepOf the sweep of each run
   * @throws RefusedException with the reason, if there cannot be one
   */
  static Optional<SweepPlan> begun(
      String sweep, StartSweep start, Optional<SweepCourse> known, Map<String, String> sweepOf) {
    SweepPlan plan = SweepRecords.plan(start.getPlan());
    if (known.isPresent()) {
      if (known.get().phase() == SweepPhase.CANCELLED) {
        throw new RefusedException(
            "sweep '%s' was cancelled, which is for ever; name this otherwise".formatted(sweep));
      }
      if (!known.get().plan().equals(plan)) {
        throw new RefusedException(
            ("sweep '%s' exists with another plan; add to it with 'doublegrok sweep extend', or"
                    + " name this one otherwise")
                .formatted(sweep));
      }
      if (known.get().phase() == SweepPhase.PAUSED) {
        known.get().resume();
      }
      return Optional.empty();
    }
    refuseTaken(sweep, plan.runs(), sweepOf);
    return Optional.of(plan);
  }

  /**
   * Obeys a command to a sweep that is there.
   *
   * @return what the issuer is told
   * @throws RefusedException with the reason, if it cannot be obeyed
   */
  static String obey(String sweep, SweepCourse course, Object order, Map<String, String> sweepOf) {
    if (order instanceof RetryRuns retry) {
      return retry(course, retry.getRuns());
    }
    if (course.phase() == SweepPhase.CANCELLED) {
      throw new RefusedException("sweep '%s' was cancelled, which is for ever".formatted(sweep));
    }
    if (order instanceof ExtendSweep extension) {
      return extend(sweep, course, extension, sweepOf);
    }
    if (course.phase() == SweepPhase.DONE) {
      throw new RefusedException("sweep '%s' is done".formatted(sweep));
    }
    if (order instanceof CancelSweep) {
      course.cancel();
      return "its runs are ended";
    }
    if (order instanceof PauseSweep) {
      course.pause();
      return "its runs are given back at their next checkpoint, and none is offered";
    }
    if (order instanceof ResumeSweep) {
      course.resume();
      return "its runs are offered again";
    }
    throw new RefusedException("this generator does not know the command; update it");
  }

  private static String extend(
      String sweep, SweepCourse course, ExtendSweep extension, Map<String, String> sweepOf) {
    List<PlannedRun> runs = SweepRecords.planned(extension.getRuns());
    refuseTaken(sweep, runs, sweepOf);
    int before = course.plan().runs().size();
    course.extend(course
        .plan()
        .extended(runs, extension.getKeys(), extension.getAtOnce(), extension.getAttempts()));
    return "%d runs are added".formatted(course.plan().runs().size() - before);
  }

  private static String retry(SweepCourse course, List<String> names) {
    for (String name : names) {
      if (course.plan().run(name).isEmpty()) {
        throw new RefusedException("it has no run '%s'".formatted(name));
      }
      RunPlace place = course.run(name).place();
      if (place != RunPlace.POISON && place != RunPlace.FAILED) {
        throw new RefusedException("run '%s' is %s; only a run that has failed is tried again"
            .formatted(name, place.label()));
      }
    }
    List<String> failed = names.isEmpty() ? course.failed() : names;
    if (failed.isEmpty()) {
      throw new RefusedException("none of its runs has failed");
    }
    course.retry(failed);
    return "%d runs are offered again".formatted(failed.size());
  }

  /** A command that is not obeyed, with the reason for a person. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }
}
