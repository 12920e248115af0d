package doublegrok.viewer.view;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mapping of findings to the fields of a JSON object, the same for the page and for scripts. What
 * is not known is null.
 */
public final class FindingFields {
  private FindingFields() {}

  /** A finding, with {@code shape} saying which of the six it is. */
  public static Map<String, Object> of(Finding finding) {
    if (finding instanceof Scalars found) {
      Map<String, Object> fields = begin("scalars", found.about());
      fields.put("scalars", found.scalars().stream().map(FindingFields::scalar).toList());
      return fields;
    } else if (finding instanceof Curve found) {
      return curve(found);
    } else if (finding instanceof Grid found) {
      Map<String, Object> fields = begin("grid", found.about());
      fields.put("down", axis(found.down()));
      fields.put("across", axis(found.across()));
      fields.put("value", axis(found.value()));
      fields.put("layers", found.layers().stream().map(FindingFields::layer).toList());
      return fields;
    } else if (finding instanceof Matrices found) {
      return matrices(found);
    } else if (finding instanceof Points found) {
      return points(found);
    } else if (finding instanceof Shares found) {
      Map<String, Object> fields = begin("shares", found.about());
      Map<String, Object> shares = new LinkedHashMap<>();
      found.shares().forEach(each -> shares.put(each.label(), number(each.value())));
      fields.put("shares", shares);
      fields.put("rest", found.rest().map(FindingFields::scalar).orElse(null));
      return fields;
    }
    throw new IllegalStateException("no fields for " + finding.getClass().getName());
  }

  /** Single numbers over steps, described as in the newest of them. */
  public static Map<String, Object> of(ProbeSeries series) {
    Finding newest = series.points().get(series.points().size() - 1).finding();
    Optional<Scalar> rest = newest instanceof Shares shares ? shares.rest() : Optional.empty();
    Map<String, Object> fields =
        begin(newest instanceof Shares ? "shares" : "scalars", newest.about());
    Map<String, Object> units = new LinkedHashMap<>();
    newest.scalars().forEach(each -> units.put(each.label(), each.unit()));
    fields.put("units", units);
    fields.put("rest", rest.map(Scalar::label).orElse(null));
    fields.put("points", series.points().stream().map(FindingFields::point).toList());
    return fields;
  }

  /** Numbers by label. */
  public static Map<String, Object> values(List<Scalar> scalars) {
    Map<String, Object> values = new LinkedHashMap<>();
    scalars.forEach(each -> values.put(each.label(), number(each.value())));
    return values;
  }

  private static Map<String, Object> point(ProbeSeries.Point point) {
    Map<String, Object> errors = new LinkedHashMap<>();
    point.finding().scalars().stream()
        .filter(each -> Double.isFinite(each.error()))
        .forEach(each -> errors.put(each.label(), each.error()));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", point.step());
    fields.put("values", values(point.finding().scalars()));
    if (!errors.isEmpty()) {
      fields.put("errors", errors);
    }
    return fields;
  }

  private static Map<String, Object> curve(Curve found) {
    Map<String, Object> fields = begin("curve", found.about());
    fields.put("across", axis(found.across()));
    fields.put("up", axis(found.up()));
    fields.put("at", numbers(found.at()));
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Curve.Line line : found.lines()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("label", line.label());
      each.put("values", numbers(line.values()));
      each.put("errors", line.errors().isEmpty() ? null : numbers(line.errors()));
      lines.add(each);
    }
    fields.put("lines", lines);
    return fields;
  }

  private static Map<String, Object> matrices(Matrices found) {
    Map<String, Object> fields = begin("matrices", found.about());
    fields.put("down", axis(found.down()));
    fields.put("across", axis(found.across()));
    fields.put("value", axis(found.value()));
    fields.put("rows", found.rows());
    fields.put("columns", found.columns());
    fields.put("abreast", found.abreast());
    fields.put("layers", found.layers().stream().map(FindingFields::layer).toList());
    return fields;
  }

  private static Map<String, Object> points(Points found) {
    Map<String, Object> fields = begin("points", found.about());
    List<Map<String, Object>> components = new ArrayList<>();
    for (Points.Component component : found.components()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("label", component.label());
      each.put("share", number(component.share()));
      components.add(each);
    }
    fields.put("components", components);
    fields.put("value", axis(found.value()));
    fields.put("labels", found.labels());
    List<Map<String, Object>> orders = new ArrayList<>();
    for (Points.Order order : found.orders()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("label", order.label());
      each.put("caption", order.caption());
      each.put("turn", order.turn());
      each.put("closed", order.closed());
      each.put("places", order.places());
      orders.add(each);
    }
    fields.put("orders", orders);
    fields.put(
        "coordinates", found.coordinates().stream().map(FindingFields::floats).toList());
    return fields;
  }

  private static Map<String, Object> begin(String shape, About about) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("shape", shape);
    fields.put("title", about.title());
    fields.put("part", about.part());
    fields.put("caption", about.caption());
    return fields;
  }

  private static Map<String, Object> axis(Axis axis) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", axis.label());
    fields.put("unit", axis.unit());
    return fields;
  }

  private static Map<String, Object> scalar(Scalar scalar) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", scalar.label());
    fields.put("value", number(scalar.value()));
    fields.put("error", number(scalar.error()));
    fields.put("unit", scalar.unit());
    return fields;
  }

  private static Map<String, Object> layer(Layer layer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", layer.label());
    Cells cells = layer.cells();
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < cells.rows(); row++) {
      List<Object> numbers = new ArrayList<>();
      for (int column = 0; column < cells.columns(); column++) {
        numbers.add(
            cells instanceof Cells.Shades shades
                ? (Object) (shades.shades()[row * cells.columns() + column] & 0xFF)
                : number(cells.at(row, column)));
      }
      rows.add(numbers);
    }
    if (cells instanceof Cells.Shades shades) {
      fields.put("low", shades.low());
      fields.put("high", shades.high());
      fields.put("shades", rows);
    } else {
      fields.put("numbers", rows);
    }
    return fields;
  }

  private static List<Object> numbers(List<Double> values) {
    List<Object> numbers = new ArrayList<>();
    values.forEach(each -> numbers.add(number(each)));
    return Collections.unmodifiableList(numbers);
  }

  /** In their own digits: as doubles they would have many more. */
  private static List<Object> floats(List<Float> values) {
    List<Object> numbers = new ArrayList<>();
    values.forEach(each -> numbers.add(Float.isFinite(each) ? each : null));
    return Collections.unmodifiableList(numbers);
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
