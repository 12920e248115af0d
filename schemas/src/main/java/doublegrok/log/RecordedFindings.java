package doublegrok.log;

import doublegrok.record.CurveFinding;
import doublegrok.record.FindingAbout;
import doublegrok.record.FindingAxis;
import doublegrok.record.FindingLayer;
import doublegrok.record.FindingNumbers;
import doublegrok.record.FindingScalar;
import doublegrok.record.FindingShades;
import doublegrok.record.GridFinding;
import doublegrok.record.MatricesFinding;
import doublegrok.record.PointsFinding;
import doublegrok.record.ProbeResult;
import doublegrok.record.ScalarsFinding;
import doublegrok.record.SharesFinding;
import doublegrok.task.Family;
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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Mapping of records to findings, those of former kinds included. */
public final class RecordedFindings {
  private RecordedFindings() {}

  /**
   * What a record says; empty if it contradicts itself.
   *
   * @param family of the run, for the words of former records; asked only for such
   */
  public static Optional<Finding> of(ProbeResult result, Supplier<Optional<Family>> family) {
    try {
      Object body = result.getBody();
      Optional<Finding> found = of(body);
      return found.isPresent()
          ? found
          : Optional.of(FormerFindings.of(result.getName(), body, family));
    } catch (IllegalArgumentException contradictory) {
      return Optional.empty();
    }
  }

  /** What the body of a record says; empty if it is of a former kind. */
  private static Optional<Finding> of(Object body) {
    if (body instanceof ScalarsFinding found) {
      return Optional.of(new Scalars(
          of(found.getAbout()),
          found.getScalars().stream().map(RecordedFindings::of).toList()));
    } else if (body instanceof CurveFinding found) {
      List<Curve.Line> lines = found.getLines().stream()
          .map(each -> new Curve.Line(each.getLabel(), each.getValues(), each.getErrors()))
          .toList();
      return Optional.of(new Curve(
          of(found.getAbout()), of(found.getAcross()), of(found.getUp()), found.getAt(), lines));
    } else if (body instanceof GridFinding found) {
      return Optional.of(new Grid(
          of(found.getAbout()),
          of(found.getDown()),
          of(found.getAcross()),
          of(found.getValue()),
          of(found.getLayers())));
    } else if (body instanceof MatricesFinding found) {
      return Optional.of(new Matrices(
          of(found.getAbout()),
          of(found.getDown()),
          of(found.getAcross()),
          of(found.getValue()),
          found.getRows(),
          found.getColumns(),
          found.getAbreast(),
          of(found.getLayers())));
    } else if (body instanceof PointsFinding found) {
      return Optional.of(of(found));
    } else if (body instanceof SharesFinding found) {
      List<Shares.Share> shares = found.getShares().stream()
          .map(each -> new Shares.Share(each.getLabel(), each.getValue()))
          .toList();
      return Optional.of(new Shares(
          of(found.getAbout()),
          shares,
          Optional.ofNullable(found.getRest()).map(RecordedFindings::of)));
    }
    return Optional.empty();
  }

  private static Points of(PointsFinding found) {
    return new Points(
        of(found.getAbout()),
        found.getComponents().stream()
            .map(each -> new Points.Component(each.getLabel(), number(each.getShare())))
            .toList(),
        of(found.getValue()),
        found.getLabels(),
        found.getOrders().stream()
            .map(each -> new Points.Order(
                each.getLabel(),
                each.getCaption(),
                each.getTurn(),
                each.getClosed(),
                each.getPlaces()))
            .toList(),
        rows(
            found.getCoordinates(),
            found.getLabels().size(),
            found.getComponents().size()));
  }

  private static About of(FindingAbout about) {
    return new About(about.getTitle(), about.getPart(), about.getCaption());
  }

  private static Axis of(FindingAxis axis) {
    return new Axis(axis.getLabel(), axis.getUnit());
  }

  private static Scalar of(FindingScalar scalar) {
    return new Scalar(
        scalar.getLabel(), scalar.getValue(), number(scalar.getError()), scalar.getUnit());
  }

  private static List<Layer> of(List<FindingLayer> layers) {
    return layers.stream().map(each -> new Layer(each.getLabel(), cells(each))).toList();
  }

  private static Cells cells(FindingLayer layer) {
    return layer.getCells() instanceof FindingShades shades
        ? new Cells.Shades(
            layer.getRows(),
            layer.getColumns(),
            shades.getLow(),
            shades.getHigh(),
            bytes(shades.getShades()))
        : new Cells.Numbers(
            layer.getRows(), layer.getColumns(), ((FindingNumbers) layer.getCells()).getNumbers());
  }

  private static double number(Double known) {
    return known == null ? Double.NaN : known;
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Values in rows of one length. */
  static <T> List<List<T>> rows(List<T> values, int count, int length) {
    if (count < 0 || length < 1 || (long) count * length != values.size()) {
      throw new IllegalArgumentException(
          "%d rows of %d must be as many values, were %d".formatted(count, length, values.size()));
    }
    List<List<T>> rows = new ArrayList<>(count);
    for (int row = 0; row < count; row++) {
      rows.add(List.copyOf(values.subList(row * length, (row + 1) * length)));
    }
    return rows;
  }
}
