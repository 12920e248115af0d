package doublegrok.generator;

import doublegrok.control.EffectiveSpec;
import doublegrok.control.RunOrigin;
import doublegrok.generator.Production.Demanded;
import doublegrok.generator.Production.Phase;
import doublegrok.log.EventDetails;
import doublegrok.record.Demand;
import doublegrok.record.RunEvent;
import doublegrok.spec.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * State of the production of a run that comes from another log, made from its records: the
 * generator goes on with it as if it had produced those batches itself. Pure.
 */
public final class ImportedProduction {
  private ImportedProduction() {}

  /**
   * The state, as the generator keeps it.
   *
   * @param origin how the run was made
   * @param nextCommand version behind the last command that was answered
   * @param events of the run, in the order of the log
   * @param demand the newest
   * @param batchesEnd index behind the last batch that was produced or trained on
   */
  public static byte[] state(
      String run,
      RunOrigin origin,
      int nextCommand,
      List<RunEvent> events,
      Optional<Demand> demand,
      long batchesEnd) {
    RunSpec spec = EffectiveSpec.accepted(origin.spec(), events);
    long end = Math.max(origin.firstBatch(), batchesEnd);
    Production produced = new Production(
        run, spec, nextCommand, end, end, end, spec.training().steps(), 0, phase(events));
    return ProductionStore.encoded(demand
        .map(newest -> produced.demanded(new Demanded(
            newest.getUpToBatch(),
            OptionalLong.empty(),
            newest.getEpoch(),
            newest.getEndsAtBatch())))
        .orElse(produced));
  }

  /** As the last answer says that changed it; trainers tell of such things too. */
  private static Phase phase(List<RunEvent> events) {
    Phase phase = Phase.PRODUCING;
    for (RunEvent event : events) {
      if (event.getDetails().containsKey(EventDetails.COMMAND)) {
        phase = switch (event.getKind()) {
          case PAUSED -> Phase.PAUSED;
          case CONTINUED -> Phase.PRODUCING;
          case STOPPED -> Phase.STOPPED;
          default -> phase;
        };
      }
    }
    return phase;
  }
}
