package doublegrok.local.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NewestOffsetsTest {
  private static final int RECORDS = 20_000;
  private static final int KEYS = 7_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ofEachKeyTheLastIsTheNewest(long seed) {
    Random random = new Random(seed);
    NewestOffsets newest = new NewestOffsets();
    Map<Long, String> keys = new HashMap<>();
    Map<String, Long> expected = new HashMap<>();
    for (long offset = 0; offset < RECORDS; offset++) {
      String key = "run/" + random.nextInt(KEYS);
      newest.see(key, offset);
      keys.put(offset, key);
      expected.put(key, offset);
    }

    keys.forEach((offset, key) -> assertThat(newest.isNewest(key, offset))
        .as("%s at %d, seed %d", key, offset, seed)
        .isEqualTo(expected.get(key).equals(offset)));
    assertThat(newest.isNewest("run/none", 3)).isFalse();
  }
}
