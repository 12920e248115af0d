package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.FindingRecords;
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
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Matrices;
import doublegrok.task.finding.Points;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.finding.Shares;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.RunProbes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProbeReaderTest extends WithView {
  private static final Spectrum SPECTRUM = new Spectrum(Map.of("exact", 1.0), 0.5);

  @BeforeEach
  void begin() {
    view.start("a");
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

    assertThat(all().newest())
        .extracting(Probe::name)
        .containsExactly("a", "c", "g", "i", "r", "s");
    Matrices attention = (Matrices) finding("a");
    assertThat(attention.rows()).containsExactly("1 (token 7)", "2 (token 8)");
    assertThat(attention.layers())
        .containsExactly(
            new Layer("layer 1 head 1", shades(2, 2, 1, 2, 3, 4)),
            new Layer("layer 2 head 1", shades(2, 2, 5, 6, 7, 255)));
    Points components = (Points) finding("c");
    assertThat(components.labels()).containsExactly("200");
    assertThat(components.coordinates()).containsExactly(List.of(1.5f, -2f));
    assertThat(components.components())
        .containsExactly(new Points.Component("1", 0.75), new Points.Component("2", 0.25));
    Grid grid = (Grid) finding("g");
    assertThat(grid.about().caption())
        .isEqualTo("Probability of the right answer after 4 shots; task 9.");
    assertThat(grid.down()).isEqualTo(Axis.of("y"));
    assertThat(grid.across()).isEqualTo(Axis.of("x"));
    assertThat(grid.layers())
        .containsExactly(
            new Layer("model", shades(2, 3, 0, 1, 2, 3, 4, 255)),
            new Layer("exact", shades(2, 3, 0, 1, 2, 3, 4, 255)));
    Curve impostors = (Curve) finding("i");
    assertThat(impostors.at()).containsExactly(2.0);
    assertThat(impostors.lines())
        .containsExactly(
            new Curve.Line("impostor less truth", List.of(0.25), List.of(0.125)),
            new Curve.Line("impostor", List.of(0.5), List.of()),
            new Curve.Line("truth", List.of(0.25), List.of()));
    Matrices heads = (Matrices) finding("r");
    assertThat(heads.layers().get(0).cells()).isEqualTo(new Cells.Numbers(1, 2, List.of(0.5, 1.0)));
    Shares spectrum = (Shares) finding("s");
    assertThat(spectrum.shares()).containsExactly(new Shares.Share("exact", 1.0));
    assertThat(spectrum.rest()).contains(Scalar.of("unexplained", 0.5, "nats"));
  }

  /** Every shape, told by a record of its own kind, is the finding that it was made of. */
  @Test
  void readsEveryShapeAsItWasFound() {
    About about = new About("title", "part", "caption");
    Axis axis = new Axis("label", "unit");
    List<Layer> layers = List.of(
        new Layer("one", shades(1, 2, 0, 255)),
        new Layer("two", new Cells.Numbers(1, 2, List.of(0.5, -3.0))));
    List<Finding> findings = List.of(
        new Scalars(about, List.of(new Scalar("x", 1.5, 0.25, "nats"), Scalar.of("y", 2, ""))),
        new Curve(
            about,
            axis,
            axis,
            List.of(1.0, 2.0),
            List.of(new Curve.Line("line", List.of(3.0, 4.0), List.of(0.5, 0.25)))),
        new Grid(about, axis, axis, axis, layers),
        new Matrices(about, axis, axis, axis, List.of("row"), List.of("left", "right"), 2, layers),
        new Points(
            about,
            List.of(new Points.Component("1", 0.5), new Points.Component("2", Double.NaN)),
            axis,
            List.of("p"),
            List.of(new Points.Order("order", "how", 3, true, List.of(2))),
            List.of(List.of(1f, 2f))),
        new Shares(
            about,
            List.of(new Shares.Share("b", 0.75), new Shares.Share("a", 0.25)),
            Optional.of(Scalar.of("rest", 0.125, "nats"))));

    for (int index = 0; index < findings.size(); index++) {
      probe("shape-" + index, 1, FindingRecords.of(findings.get(index)));
    }

    assertThat(all().newest()).extracting(Probe::finding).containsExactlyElementsOf(findings);
    assertThat(view.rejected()).isEmpty();
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

  private Finding finding(String name) {
    return all().newest().stream()
        .filter(probe -> probe.name().equals(name))
        .findFirst()
        .orElseThrow()
        .finding();
  }

  private static Cells shades(int rows, int columns, int... shades) {
    return Cells.Shades.ofRatios(rows, columns, bytes(shades).array());
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
