package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import doublegrok.record.AttentionPatterns;
import doublegrok.record.GridScores;
import doublegrok.record.ImpostorScore;
import doublegrok.record.ImpostorScores;
import doublegrok.record.PrincipalComponents;
import doublegrok.record.ProbeResult;
import doublegrok.record.RatioHeads;
import doublegrok.record.Spectrum;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ProbeFinding;
import doublegrok.viewer.view.RunProbes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbeReaderTest {
  private static final Spectrum SPECTRUM = new Spectrum(Map.of("exact", 1.0), 0.5);

  @TempDir
  private Path directory;

  private ViewDriver view;

  @BeforeEach
  void open() {
    view = new ViewDriver(directory);
    view.start("a");
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void givesTheNewestResultOfEachProbeUpToTheStep() {
    for (long step : List.of(1000L, 5L, 20L)) {
      probe("spectrum", step, SPECTRUM);
    }
    probe("impostors", 20, new ImpostorScores(List.of()));
    probe("impostors", 300, new ImpostorScores(List.of()));
    probe("ratio-heads", 500, new RatioHeads(1, 1, List.of(0.5)));

    assertThat(found(Long.MAX_VALUE))
        .containsExactly(
            tuple("impostors", 300L), tuple("ratio-heads", 500L), tuple("spectrum", 1000L));
    assertThat(found(300)).containsExactly(tuple("impostors", 300L), tuple("spectrum", 20L));
    assertThat(found(299)).containsExactly(tuple("impostors", 20L), tuple("spectrum", 20L));
    assertThat(found(4)).isEmpty();
  }

  @Test
  void namesThatBeginAlikeDoNotMix() {
    List<String> names =
        List.of("block", "block-1", "block-1-a", "block-10", "block-2", "block.x", "blocks");
    names.forEach(name -> probe(name, names.indexOf(name), SPECTRUM));

    assertThat(found(Long.MAX_VALUE))
        .containsExactlyInAnyOrderElementsOf(
            names.stream().map(name -> tuple(name, (long) names.indexOf(name))).toList());
  }

  @Test
  void tellsEveryStepThatWasLookedInto() {
    for (long step : List.of(20L, 5L, 1000L)) {
      probe("components-embedding", step, components());
    }
    probe("spectrum", 7, SPECTRUM);

    assertThat(view.reader().probes("a", 5).orElseThrow().steps()).containsExactly(5L, 20L, 1000L);
  }

  @Test
  void readsEveryKindOfFinding() {
    ByteBuffer six = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, -1});
    probe("a", 1, new AttentionPatterns(2, 1, bytes(7, 8), bytes(1, 2, 3, 4, 5, 6, 7, 255)));
    probe("c", 1, components());
    probe("g", 1, new GridScores(2, 3, "y", "x", 4, List.of(9), six, Map.of("exact", six)));
    probe("i", 1, new ImpostorScores(List.of(new ImpostorScore(2, 0.5, 0.25, 0.125))));
    probe("r", 1, new RatioHeads(1, 2, List.of(0.5, 1.0)));
    probe("s", 1, SPECTRUM);

    List<List<Integer>> rows = List.of(List.of(0, 1, 2), List.of(3, 4, 255));
    assertThat(all().newest())
        .extracting(Probe::finding)
        .containsExactly(
            new ProbeFinding.Attention(
                List.of(7, 8),
                List.of(List.of(List.of(1, 2, 3, 4)), List.of(List.of(5, 6, 7, 255)))),
            new ProbeFinding.Components(
                List.of(0.75, 0.25), List.of(200), List.of(List.of(1.5f, -2f))),
            new ProbeFinding.Grid("y", "x", 4, List.of(9), rows, Map.of("exact", rows)),
            new ProbeFinding.Impostors(List.of(new ProbeFinding.Impostor(2, 0.5, 0.25, 0.125))),
            new ProbeFinding.RatioHeads(List.of(List.of(0.5, 1.0))),
            new ProbeFinding.Spectrum(new Mixture(Map.of("exact", 1.0), 0.5)));
  }

  @Test
  void whatContradictsItselfIsLeftOut() {
    probe("a", 1, new AttentionPatterns(1, 1, bytes(7, 8), bytes(1, 2, 3)));
    probe("g", 1, new GridScores(2, 2, "y", "x", 4, List.of(), bytes(1, 2, 3), Map.of()));
    probe("h", 1, new GridScores(-1, -1, "y", "x", 4, List.of(), bytes(1), Map.of()));
    probe("r", 1, new RatioHeads(65536, 65536, List.of()));
    probe("s", 1, SPECTRUM);

    assertThat(found(1)).containsExactly(tuple("s", 1L));
  }

  @Test
  void aRunThatWasNeverStartedHasNoProbes() {
    assertThat(view.reader().probes("b", 1)).isEmpty();
    assertThat(all()).isEqualTo(new RunProbes(List.of(), List.of()));
  }

  @Test
  void everyIteratorIsClosed() {
    CountingReads counting = view.counting();
    probe("components-embedding", 5, components());
    probe("spectrum", 5, SPECTRUM);

    counting.reader().probes("a", 1);
    counting.reader().probes("a", 9);

    assertThat(counting.entries()).isPositive();
    assertThat(counting.open()).isZero();
  }

  private RunProbes all() {
    return view.reader().probes("a", Long.MAX_VALUE).orElseThrow();
  }

  private List<org.assertj.core.groups.Tuple> found(long step) {
    return view.reader().probes("a", step).orElseThrow().newest().stream()
        .map(probe -> tuple(probe.name(), probe.step()))
        .toList();
  }

  private void probe(String name, long step, Object body) {
    ProbeResult result = new ProbeResult("a", step, name, 0, "0".repeat(64), body, Instant.EPOCH);
    view.bytes(
        Topics.PROBES, RecordKeys.probe("a", step, name), Topics.PROBES.codec().encode(result));
  }

  private static PrincipalComponents components() {
    return new PrincipalComponents(2, List.of(0.75, 0.25), bytes(200), List.of(1.5f, -2f));
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }
}
