package doublegrok.explain.coefficient;

import java.util.List;

/**
 * The weights that a chain moves, all others staying where they are: a coefficient of a part is
 * that of the loss as a function of the part (Wang et al. 2024, arXiv 2410.02984, section 3.2).
 *
 * @param spans of indices into the weights, apart from one another
 */
public record Region(List<Span> spans) {
  /** Copies the list. */
  public Region {
    spans = List.copyOf(spans);
  }

  /** Indices from one on to before another. */
  public record Span(int from, int to) {}

  /** All of so many weights. */
  public static Region whole(int dimensions) {
    return new Region(List.of(new Span(0, dimensions)));
  }

  /** Number of its weights. */
  int dimensions() {
    return spans.stream().mapToInt(span -> span.to() - span.from()).sum();
  }
}
