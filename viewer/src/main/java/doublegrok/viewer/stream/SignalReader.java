package doublegrok.viewer.stream;

import doublegrok.log.EventDetails;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.RunEvent;
import doublegrok.spec.AlertTrigger;
import doublegrok.task.Transition;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.RunSignals;
import doublegrok.viewer.view.RunSignals.Happening;
import doublegrok.viewer.view.RunSignals.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the stores what those want to know who watch over a run. */
final class SignalReader {
  private static final String OTHER = "other";
  private static final Set<String> TRANSITIONS =
      Transition.all().stream().map(Transition::label).collect(Collectors.toSet());
  private static final Set<String> CAUSES =
      AlertTrigger.all().stream().map(AlertTrigger::label).collect(Collectors.toSet());

  private final ViewStores stores;

  SignalReader(ViewStores stores) {
    this.stores = stores;
  }

  /**
   * What there is to know of a run.
   *
   * @param newest evaluations of the newest checkpoint that has one, in the order in which sets
   *     are shown
   */
  RunSignals signals(String run, Collection<EvaluationPoint> newest) {
    long evaluated = newest.stream().mapToLong(EvaluationPoint::step).max().orElse(-1);
    long waiting =
        stores.checkpoints().newestFirst(run).takeWhile(each -> each.getStep() > evaluated).stream()
            .filter(each -> !each.getRetired())
            .count();
    OptionalLong checkpointAt = stores
        .checkpoints()
        .newestFirst(run)
        .first(each -> !each.getRetired())
        .map(CheckpointManifest::getCreatedAtMillis)
        .map(at -> OptionalLong.of(at.toEpochMilli()))
        .orElseGet(OptionalLong::empty);
    return new RunSignals(waiting, checkpointAt, List.copyOf(newest), happenings(run));
  }

  /** Later ones take the place of those of the same name: events are read in the log's order. */
  private List<Happening> happenings(String run) {
    Map<String, Happening> newest = new LinkedHashMap<>();
    try (Records<RunEvent> events = stores.events().of(run)) {
      while (events.hasNext()) {
        happening(events.next())
            .ifPresent(each -> newest.put(each.kind() + "/" + each.name(), each));
      }
    }
    return List.copyOf(newest.values());
  }

  private static Optional<Happening> happening(RunEvent event) {
    Map<String, String> details = event.getDetails();
    return switch (event.getKind()) {
      case TRANSITION ->
        happening(event, Kind.TRANSITION, TRANSITIONS, details.get(EventDetails.TRANSITION));
      case SWAPPED -> happening(event, Kind.SWAP, Set.of(""), "");
      case ALARM, FAILED -> happening(event, Kind.ALARM, CAUSES, details.get(EventDetails.CAUSE));
      default -> Optional.empty();
    };
  }

  /** A name from outside the few known ones would make as many time series as a stranger likes. */
  private static Optional<Happening> happening(
      RunEvent event, Kind kind, Set<String> known, String name) {
    String bounded = Optional.ofNullable(name).filter(known::contains).orElse(OTHER);
    long at = event.getHappenedAtMillis().toEpochMilli();
    return Optional.of(new Happening(kind, bounded, event.getStep(), at));
  }
}
