package doublegrok.explain.effect;

import doublegrok.explain.Attribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Effect of a change on one share of the spectrum.
 *
 * @param references whose share it is
 * @param twin share in the twin
 * @param effect share in the changed model less that
 */
public record ShareEffect(String references, double twin, Effect effect) {
  /**
   * The effect on every share.
   *
   * @param twin its spectrum over all sequences, then without each group of sequences in turn
   * @param changed the same of the changed model, of the same groups
   * @return empty if a spectrum is not known
   */
  public static List<ShareEffect> of(List<Attribution> twin, List<Attribution> changed) {
    List<ShareEffect> effects = new ArrayList<>();
    boolean known =
        twin.stream().allMatch(Attribution::known) && changed.stream().allMatch(Attribution::known);
    int shares = twin.isEmpty() || !known ? 0 : twin.get(0).shares().size();
    for (int share = 0; share < shares; share++) {
      double[] differences = new double[twin.size()];
      for (int part = 0; part < differences.length; part++) {
        differences[part] = weight(changed, part, share) - weight(twin, part, share);
      }
      double[] leftOut = Arrays.copyOfRange(differences, 1, differences.length);
      effects.add(new ShareEffect(
          twin.get(0).shares().get(share).references(),
          weight(twin, 0, share),
          Effect.ofJackknife(differences[0], leftOut)));
    }
    return effects;
  }

  private static double weight(List<Attribution> parts, int part, int share) {
    return parts.get(part).shares().get(share).weight();
  }
}
