package doublegrok.log;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.ForkRun;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RepeatedSequences;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.record.SweepRecord;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Rules that a record keeps besides its schema: a key of its own run, and numbers that can be. */
final class RecordRules {
  private static final long NUMBER_MAX = 999_999_999_999L; // beyond, keys would no longer sort
  private static final long VERSION_MAX = 999_999;

  private RecordRules() {}

  /**
   * Checks a record against its key.
   *
   * @param key as Kafka gives it, possibly null
   * @throws IllegalArgumentException with what is wrong
   */
  static void check(String key, SpecificRecord value) {
    Schema.Field run = value.getSchema().getField("run");
    if (value instanceof SweepRecord sweep) {
      checkKey(key, sweep.getSweep(), "sweep");
      return;
    }
    if (run == null) { // a rejection belongs to no run
      return;
    }
    checkKey(key, String.valueOf(value.get(run.pos())), "run");
    checkNumbers(value);
  }

  private static void checkKey(String key, String owner, String kind) {
    String name = RecordKeys.checkedRunName(owner);
    if (key == null) {
      throw new IllegalArgumentException("it is of %s '%s' but has no key".formatted(kind, name));
    }
    if (!RecordKeys.runOf(key).equals(name)) {
      throw new IllegalArgumentException(
          "it is of %s '%s' but its key is '%s'".formatted(kind, name, key));
    }
  }

  private static void checkNumbers(SpecificRecord value) {
    if (value instanceof Demand demand) {
      within("the demand", demand.getUpToBatch(), Long.MAX_VALUE);
      within("the epoch", demand.getEpoch(), NUMBER_MAX);
      within("the end of the batches", demand.getEndsAtBatch(), Long.MAX_VALUE);
      if (demand.getRewindToBatch() != null) {
        within("the batch to rewind to", demand.getRewindToBatch(), NUMBER_MAX);
      }
    } else if (value instanceof ControlCommand command) {
      within("the command's version", command.getVersion(), VERSION_MAX);
      if (command.getBody() instanceof ForkRun fork) {
        within("the step to fork at", fork.getAtStep(), NUMBER_MAX);
      }
    } else if (value instanceof SequenceBatch batch) {
      within("the batch's index", batch.getIndex(), NUMBER_MAX);
      within("the distribution's version", batch.getDistributionVersion(), VERSION_MAX);
      if (batch.getPayload() instanceof RepeatedSequences reference) {
        within("the batch that it repeats", reference.getBatch(), batch.getIndex() - 1);
      }
    } else if (value instanceof StepReport report) {
      within("the step", report.getStep(), NUMBER_MAX);
    } else if (value instanceof CheckpointManifest manifest) {
      within("the step", manifest.getStep(), NUMBER_MAX);
      within("the next batch", manifest.getNextBatch(), NUMBER_MAX);
    } else if (value instanceof SetEvaluation evaluation) {
      within("the step", evaluation.getStep(), NUMBER_MAX);
    } else if (value instanceof ProbeResult probe) {
      within("the step", probe.getStep(), NUMBER_MAX);
    } else if (value instanceof ReferenceLevels levels) {
      within("the distribution's version", levels.getDistributionVersion(), VERSION_MAX);
    } else if (value instanceof RunEvent event) {
      within("the step", event.getStep(), NUMBER_MAX);
    }
  }

  private static void within(String what, long number, long most) {
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("%s must be 0..%d, was %d".formatted(what, most, number));
    }
  }
}
