package doublegrok.evaluator.probe;

import doublegrok.explain.coefficient.Region;
import doublegrok.explain.coefficient.Region.Span;
import doublegrok.model.FloatTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts of a model by the names of its weights: what they do, and in which block. */
final class ModelParts {
  private static final Pattern IN_BLOCK = Pattern.compile("blocks\\.([0-9]+)\\.(\\w+)\\b.*");

  private ModelParts() {}

  /**
   * Where the parts lie in the flat vector, by their labels: those by function, and by block, each
   * hold every weight but what is outside of all blocks once.
   *
   * @param weights in the program's order
   */
  static Map<String, Region> of(List<FloatTensor> weights) {
    Map<String, List<Span>> byFunction = new LinkedHashMap<>();
    Map<String, List<Span>> byBlock = new LinkedHashMap<>();
    int from = 0;
    for (FloatTensor each : weights) {
      Span span = new Span(from, from + each.values().length);
      Matcher inBlock = IN_BLOCK.matcher(each.name());
      String function = "embedding and head";
      if (inBlock.matches()) {
        function = inBlock.group(2);
        String block = "block " + (1 + Integer.parseInt(inBlock.group(1)));
        byBlock.computeIfAbsent(block, none -> new ArrayList<>()).add(span);
      }
      byFunction.computeIfAbsent(function, none -> new ArrayList<>()).add(span);
      from = span.to();
    }
    byFunction.putAll(byBlock);
    Map<String, Region> parts = new LinkedHashMap<>();
    byFunction.forEach((label, spans) -> parts.put(label, new Region(spans)));
    return parts;
  }
}
