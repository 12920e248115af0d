package doublegrok.spec;

import java.util.List;

/** Values from the command line, {@code --set key=value}, which take the place of the spec's. */
final class Overrides {
  static final String SOURCE = "--set";
  private static final int MOST = 1000;

  private Overrides() {}

  /** Puts them over the values, the last of a key last; an empty value removes the key. */
  static void apply(List<String> overrides, KeyValues values, Faults faults) {
    Place place = Place.of(SOURCE);
    if (overrides.size() > MOST) {
      faults.add(
          place,
          "",
          "there may be " + MOST + " at most, were " + overrides.size() + "; put them into a file");
      return;
    }
    for (String override : overrides) {
      int equals = override.indexOf('=');
      String key = override.substring(0, Math.max(0, equals)).strip();
      if (key.isEmpty()) {
        faults.add(
            place,
            "",
            "a setting must be key=value, for example training.steps=500, was "
                + Written.shown(override));
        continue;
      }
      YamlText.read(override.substring(equals + 1), place, Written.shown(key), faults)
          .ifPresent(value -> values.replace(key, value, faults));
    }
  }
}
