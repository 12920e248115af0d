package doublegrok.viewer.view;

import doublegrok.task.finding.Finding;

/**
 * A finding of one probe in a checkpoint.
 *
 * @param name under which it is kept, for example {@code grid-id}
 * @param step of the checkpoint
 * @param version distribution version of the checkpoint
 * @param finding what was found
 */
public record Probe(String name, long step, int version, Finding finding) {
  /** Whether it is nothing but single numbers, which are told over the steps. */
  public boolean isSeries() {
    return ProbeSeries.isSeries(finding);
  }
}
