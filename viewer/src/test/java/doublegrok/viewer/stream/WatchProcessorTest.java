package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** Memory of the watch: no more than it needs, for every run is in each view besides. */
final class WatchProcessorTest extends WithView {
  @Test
  void theWatchKeepsTheNewestStepOfEachRunAlone() {
    for (String run : List.of("a", "a-1")) {
      view.start(run);
      for (long step : List.of(1L, 2L, 10L, 9L, 10L, 11L, 3L)) {
        view.step(run, step, 1.0 / step);
      }
    }

    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> kept = view.kept(Topics.STEPS).all()) {
      kept.forEachRemaining(each -> keys.add(each.key));
    }
    assertThat(keys).containsExactly(RecordKeys.step("a-1", 11), RecordKeys.step("a", 11));
    assertThat(view.reader().history("a").orElseThrow().loss()).hasSize(6);
  }
}
