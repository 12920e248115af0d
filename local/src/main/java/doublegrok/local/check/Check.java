package doublegrok.local.check;

import java.util.Optional;

/** One condition of the machine that must hold before something starts; looking changes nothing. */
public interface Check {

  /**
   * Looks.
   *
   * @return a sentence that says what is wrong and the way out; empty when all is well
   */
  Optional<String> problem();

  /**
   * Looks, and insists.
   *
   * @throws RefusedException with the sentence of {@link #problem}
   */
  default void require() {
    problem().ifPresent(sentence -> {
      throw new RefusedException(sentence);
    });
  }
}
