package doublegrok.log;

import doublegrok.record.CurveFinding;
import doublegrok.record.FindingAbout;
import doublegrok.record.FindingAxis;
import doublegrok.record.FindingComponent;
import doublegrok.record.FindingLayer;
import doublegrok.record.FindingLine;
import doublegrok.record.FindingNumbers;
import doublegrok.record.FindingOrder;
import doublegrok.record.FindingScalar;
import doublegrok.record.FindingShades;
import doublegrok.record.FindingShare;
import doublegrok.record.GridFinding;
import doublegrok.record.MatricesFinding;
import doublegrok.record.PointsFinding;
import doublegrok.record.ScalarsFinding;
import doublegrok.record.SharesFinding;
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
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Mapping of findings to the bodies of records; {@link RecordedFindings} is the way back. */
public final class FindingRecords {
  private FindingRecords() {}

  /** The body of a record that says this. */
  public static SpecificRecord of(Finding finding) {
    FindingAbout about = of(finding.about());
    if (finding instanceof Scalars found) {
      return new ScalarsFinding(
          about, found.scalars().stream().map(FindingRecords::of).toList());
    } else if (finding instanceof Curve found) {
      List<FindingLine> lines = found.lines().stream()
          .map(each -> new FindingLine(each.label(), each.values(), each.errors()))
          .toList();
      return new CurveFinding(about, of(found.across()), of(found.up()), found.at(), lines);
    } else if (finding instanceof Grid found) {
      return new GridFinding(
          about, of(found.down()), of(found.across()), of(found.value()), of(found.layers()));
    } else if (finding instanceof Matrices found) {
      return new MatricesFinding(
          about,
          of(found.down()),
          of(found.across()),
          of(found.value()),
          found.rows(),
          found.columns(),
          found.abreast(),
          of(found.layers()));
    } else if (finding instanceof Points found) {
      return of(about, found);
    } else if (finding instanceof Shares found) {
      List<FindingShare> shares = found.shares().stream()
          .map(each -> new FindingShare(each.label(), each.value()))
          .toList();
      return new SharesFinding(
          about, shares, found.rest().map(FindingRecords::of).orElse(null));
    }
    throw new IllegalStateException("no record for a " + finding.getClass().getName());
  }

  private static PointsFinding of(FindingAbout about, Points found) {
    return new PointsFinding(
        about,
        found.components().stream()
            .map(each -> new FindingComponent(each.label(), known(each.share())))
            .toList(),
        of(found.value()),
        found.labels(),
        found.orders().stream()
            .map(each -> new FindingOrder(
                each.label(), each.caption(), each.turn(), each.closed(), each.places()))
            .toList(),
        found.coordinates().stream().flatMap(List::stream).toList());
  }

  private static FindingAbout of(About about) {
    return new FindingAbout(about.title(), about.part(), about.caption());
  }

  private static FindingAxis of(Axis axis) {
    return new FindingAxis(axis.label(), axis.unit());
  }

  private static FindingScalar of(Scalar scalar) {
    return new FindingScalar(scalar.label(), scalar.value(), known(scalar.error()), scalar.unit());
  }

  private static List<FindingLayer> of(List<Layer> layers) {
    return layers.stream()
        .map(each -> new FindingLayer(
            each.label(), each.cells().rows(), each.cells().columns(), of(each.cells())))
        .toList();
  }

  private static SpecificRecord of(Cells cells) {
    if (cells instanceof Cells.Shades shades) {
      return new FindingShades(shades.low(), shades.high(), ByteBuffer.wrap(shades.shades()));
    }
    return new FindingNumbers(((Cells.Numbers) cells).numbers());
  }

  /** As the record has it, where null is what is not known. */
  private static Double known(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
