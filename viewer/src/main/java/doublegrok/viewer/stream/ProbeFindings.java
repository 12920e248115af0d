package doublegrok.viewer.stream;

import doublegrok.record.AttentionPatterns;
import doublegrok.record.GridScores;
import doublegrok.record.ImpostorScores;
import doublegrok.record.PrincipalComponents;
import doublegrok.record.ProbeResult;
import doublegrok.record.RatioHeads;
import doublegrok.record.Spectrum;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ProbeFinding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a probe's record becomes in the view; nothing if its lengths contradict each other. */
final class ProbeFindings {
  private ProbeFindings() {}

  static Optional<Probe> of(ProbeResult result) {
    return finding(result.getBody())
        .map(finding -> new Probe(
            result.getName(), result.getStep(), result.getDistributionVersion(), finding));
  }

  private static Optional<? extends ProbeFinding> finding(Object body) {
    if (body instanceof Spectrum spectrum) {
      Mixture mixture = Mixture.ofRecord(spectrum.getShares(), spectrum.getUnexplained());
      return Optional.of(new ProbeFinding.Spectrum(mixture));
    } else if (body instanceof GridScores grid) {
      return of(grid);
    } else if (body instanceof ImpostorScores impostors) {
      return Optional.of(of(impostors));
    } else if (body instanceof AttentionPatterns attention) {
      return of(attention);
    } else if (body instanceof RatioHeads heads) {
      return rows(heads.getScores(), heads.getLayers(), heads.getHeads())
          .map(ProbeFinding.RatioHeads::new);
    } else if (body instanceof PrincipalComponents components) {
      return of(components);
    }
    return Optional.empty();
  }

  private static Optional<ProbeFinding.Grid> of(GridScores grid) {
    int rows = grid.getRows();
    int columns = grid.getColumns();
    Map<String, List<List<Integer>>> references = new LinkedHashMap<>();
    new TreeMap<>(grid.getReferences())
        .forEach((label, scores) ->
            rows(numbers(scores), rows, columns).ifPresent(each -> references.put(label, each)));
    return rows(numbers(grid.getModel()), rows, columns)
        .map(model -> new ProbeFinding.Grid(
            grid.getRowMeaning(),
            grid.getColumnMeaning(),
            grid.getShots(),
            grid.getLatents(),
            model,
            references));
  }

  private static ProbeFinding.Impostors of(ImpostorScores impostors) {
    return new ProbeFinding.Impostors(impostors.getShots().stream()
        .map(each -> new ProbeFinding.Impostor(
            each.getShot(), each.getImpostor(), each.getTruth(), each.getError()))
        .toList());
  }

  private static Optional<ProbeFinding.Attention> of(AttentionPatterns attention) {
    List<Integer> tokens = numbers(attention.getTokens());
    int heads = attention.getHeads();
    int layers = attention.getLayers();
    return rows(numbers(attention.getWeights()), layers * heads, tokens.size() * tokens.size())
        .flatMap(patterns -> rows(patterns, layers, heads))
        .map(patterns -> new ProbeFinding.Attention(tokens, patterns));
  }

  private static Optional<ProbeFinding.Components> of(PrincipalComponents components) {
    List<Integer> tokens = numbers(components.getTokens());
    return rows(components.getPoints(), tokens.size(), components.getComponents())
        .map(points -> new ProbeFinding.Components(components.getVariance(), tokens, points));
  }

  /** Unsigned. */
  private static List<Integer> numbers(ByteBuffer bytes) {
    List<Integer> numbers = new ArrayList<>(bytes.remaining());
    for (int at = bytes.position(); at < bytes.limit(); at++) {
      numbers.add(bytes.get(at) & 0xFF);
    }
    return numbers;
  }

  private static <T> Optional<List<List<T>>> rows(List<T> values, int count, int length) {
    if (count < 1 || length < 1 || (long) count * length != values.size()) {
      return Optional.empty();
    }
    List<List<T>> rows = new ArrayList<>(count);
    for (int row = 0; row < count; row++) {
      rows.add(List.copyOf(values.subList(row * length, (row + 1) * length)));
    }
    return Optional.of(rows);
  }
}
