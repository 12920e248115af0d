package doublegrok.trainer;

import doublegrok.control.LiveManifests;
import doublegrok.log.EventDetails;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a run's checkpoints in the store: deletes the files that no manifest names, and
 * retires the checkpoints that the run's spec does not keep.
 */
final class StoreUpkeep {
  private static final Logger log = LoggerFactory.getLogger(StoreUpkeep.class);

  private final String run;
  private final ClaimedFiles custody;
  private final Retention retention;
  private final Evidence evidence;
  private final Outlet outlet;

  StoreUpkeep(
      String run, ClaimedFiles custody, Retention retention, Evidence evidence, Outlet outlet) {
    this.run = run;
    this.custody = custody;
    this.retention = retention;
    this.evidence = evidence;
    this.outlet = outlet;
  }

  /** Evidence of what is committed to the log, in its order. */
  interface Evidence {
    /** Manifests of every run. */
    List<CheckpointManifest> manifests();

    /** Commands to every run. */
    List<ControlCommand> commands();

    /** Evaluations of this run. */
    List<SetEvaluation> evaluations();

    /** Events of this run. */
    List<RunEvent> events();

    /** What a scan of the topics finds. */
    static Evidence of(RunScan records, String run) {
      return new Evidence() {
        @Override
        public List<CheckpointManifest> manifests() {
          return records.all(Topics.CHECKPOINTS);
        }

        @Override
        public List<ControlCommand> commands() {
          return records.all(Topics.CONTROL);
        }

        @Override
        public List<SetEvaluation> evaluations() {
          return records.all(Topics.EVALUATIONS, run);
        }

        @Override
        public List<RunEvent> events() {
          return records.all(Topics.EVENTS, run);
        }
      };
    }
  }

  /** Outlet through which manifests go out. */
  interface Outlet {
    void publish(CheckpointManifest manifest, Runnable committed) throws InterruptedException;
  }

  /**
   * Collects, then retires; the files of what is retired are for a later pass.
   *
   * @param again is run whenever a retirement is known to be on the log
   */
  void pass(Runnable again) throws InterruptedException {
    ClaimedFiles.Standing standing = custody.standing();
    if (standing.claims().none() && retention.keepsAll()) {
      return;
    }
    List<CheckpointManifest> all = evidence.manifests();
    custody.collect(standing, all);
    if (!retention.keepsAll()) {
      retire(LiveManifests.live(all), standing.unsettled(), again);
    }
  }

  private void retire(List<CheckpointManifest> live, Set<Long> unsettled, Runnable again)
      throws InterruptedException {
    List<CheckpointManifest> own = live.stream()
        .filter(each -> each.getRun().equals(run) && !unsettled.contains(each.getStep()))
        .toList();
    Set<Long> pinned = forkedFrom(live);
    pinned.addAll(keptForever());
    Set<Long> goes = retention.mayGo(own, custody.damaged(), evidence.evaluations(), pinned);
    for (CheckpointManifest each : own) {
      if (goes.contains(each.getStep())) {
        CheckpointManifest retired = custody.retire(each);
        log.info("run {} no longer keeps its checkpoint at step {}", run, each.getStep());
        outlet.publish(retired, () -> {
          custody.committed(retired);
          again.run();
        });
      }
    }
  }

  /** Steps from which runs begin that have no checkpoint of their own yet. */
  private Set<Long> forkedFrom(List<CheckpointManifest> live) {
    Set<String> begun = live.stream().map(CheckpointManifest::getRun).collect(Collectors.toSet());
    Set<Long> steps = new HashSet<>();
    for (ControlCommand command : evidence.commands()) {
      if (command.getBody() instanceof ForkRun fork
          && fork.getParent().equals(run)
          && !begun.contains(command.getRun())) {
        steps.add(fork.getAtStep());
      }
    }
    return steps;
  }

  private Set<Long> keptForever() {
    return evidence.events().stream()
        .filter(event -> EventDetails.FOREVER.equals(event.getDetails().get(EventDetails.KEEP)))
        .map(RunEvent::getStep)
        .collect(Collectors.toSet());
  }
}
