package doublegrok.viewer.view;

import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalars;
import doublegrok.task.finding.Shares;
import java.util.List;

/**
 * Single numbers of one finding over the steps of a run.
 *
 * @param name under which the finding is kept
 * @param points ascending by step
 */
public record ProbeSeries(String name, List<Point> points) {
  public ProbeSeries {
    points = List.copyOf(points);
  }

  /**
   * The numbers of one checkpoint.
   *
   * @param step of the checkpoint
   * @param finding single numbers or shares
   */
  public record Point(long step, Finding finding) {}

  /** Whether a finding is nothing but single numbers. */
  public static boolean isSeries(Finding finding) {
    return finding instanceof Scalars || finding instanceof Shares;
  }
}
