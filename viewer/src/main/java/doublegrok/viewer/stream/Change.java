package doublegrok.viewer.stream;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ProbeSeries;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Change that one record makes in the view. Everything that may be wrong with a record shows here,
 * before anything is stored.
 *
 * @param topic whose store it goes to
 * @param run that it belongs to
 * @param key under which it is stored
 * @param record what it says
 * @param update what listeners are told
 */
record Change(
    Topic<?> topic, String run, String key, SpecificRecord record, Optional<LiveUpdate> update) {
  private static final long STEP_MAX = 999_999_999_999L; // beyond, keys would no longer sort

  /**
   * The change that a record of a viewed topic makes.
   *
   * @throws doublegrok.log.UnreadableRecordException if it is none of the topic's records
   * @throws IllegalArgumentException if its content contradicts itself or could not be found again
   */
  static Change of(String topic, String key, long offset, byte[] value) {
    if (topic.equals(Topics.STEPS.name())) {
      return of(Topics.STEPS.read(key, value));
    } else if (topic.equals(Topics.EVALUATIONS.name())) {
      return of(Topics.EVALUATIONS.read(key, value));
    } else if (topic.equals(Topics.CHECKPOINTS.name())) {
      return of(Topics.CHECKPOINTS.read(key, value));
    } else if (topic.equals(Topics.REFERENCES.name())) {
      return of(Topics.REFERENCES.read(key, value));
    } else if (topic.equals(Topics.PROBES.name())) {
      return of(Topics.PROBES.read(key, value));
    } else if (topic.equals(Topics.EVENTS.name())) {
      return of(Topics.EVENTS.read(key, value), offset);
    }
    return of(Topics.CONTROL.read(key, value), offset);
  }

  private static Change of(StepReport report) {
    String run = report.getRun();
    var update = new LiveUpdate.LossReported(run, ViewMapping.of(report));
    return new Change(Topics.STEPS, run, key(run, report.getStep()), report, Optional.of(update));
  }

  private static Change of(SetEvaluation each) {
    String run = each.getRun();
    checked("the step", each.getStep(), STEP_MAX);
    String key =
        RecordKeys.evaluation(RecordKeys.checkedRunName(run), each.getStep(), each.getSet());
    var update = new LiveUpdate.Evaluated(run, ViewMapping.of(each));
    return new Change(Topics.EVALUATIONS, run, key, each, Optional.of(update));
  }

  /** One that is retired was told of when it was taken. */
  private static Change of(CheckpointManifest manifest) {
    String run = manifest.getRun();
    Optional<LiveUpdate> update = manifest.getRetired()
        ? Optional.empty()
        : Optional.of(new LiveUpdate.Marked(run, ViewMapping.of(manifest)));
    return new Change(Topics.CHECKPOINTS, run, key(run, manifest.getStep()), manifest, update);
  }

  private static Change of(ReferenceLevels levels) {
    String run = levels.getRun();
    String key = RecordKeys.version(run, levels.getDistributionVersion());
    var update = new LiveUpdate.FloorsFound(run, ViewMapping.of(levels));
    return new Change(Topics.REFERENCES, run, key, levels, Optional.of(update));
  }

  private static Change of(ProbeResult probe) {
    String run = probe.getRun();
    String key = ViewStores.probeKey(run, probe.getName(), probe.getStep());
    LiveUpdate update = ViewMapping.of(probe)
        .filter(Probe::isSeries)
        .<LiveUpdate>map(found -> new LiveUpdate.Measured(run, series(found)))
        .orElseGet(() -> new LiveUpdate.Probed(run, probe.getStep(), probe.getName()));
    return new Change(Topics.PROBES, run, key, probe, Optional.of(update));
  }

  private static ProbeSeries series(Probe found) {
    return new ProbeSeries(
        found.name(), List.of(new ProbeSeries.Point(found.step(), found.finding())));
  }

  /** Events have no key of their own: they stay in the order of the log. */
  private static Change of(RunEvent event, long offset) {
    String run = event.getRun();
    var update = new LiveUpdate.Marked(run, ViewMapping.of(event));
    return new Change(Topics.EVENTS, run, key(run, offset), event, Optional.of(update));
  }

  /** In the order of the log, which is the generator's: of two starts the first counts. */
  private static Change of(ControlCommand command, long offset) {
    String run = command.getRun();
    return new Change(Topics.CONTROL, run, key(run, offset), command, Optional.empty());
  }

  private static String key(String run, long step) {
    checked("the step", step, STEP_MAX);
    return RecordKeys.step(RecordKeys.checkedRunName(run), step);
  }

  private static void checked(String what, long number, long most) {
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("%s must be 0..%d, was %d".formatted(what, most, number));
    }
  }
}
