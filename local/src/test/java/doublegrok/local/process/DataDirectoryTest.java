package doublegrok.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataDirectoryTest {
  @ParameterizedTest
  @ValueSource(strings = {"x\uD83D\uDC21", "\uD83D\uDC21/x", "x\uFFFD"})
  void signsThatAnotherLibraryWouldNotFindAreNamed(String path) {
    assertThatThrownBy(() -> new DataDirectory(Path.of(path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--dir must be")
        .hasMessageContaining(path);
  }

  @Test
  void aBrokerNeedsAPathWithoutCommas() {
    DataDirectory data = new DataDirectory(Path.of("/a,b/c"));

    assertThatThrownBy(data::forBroker)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without commas")
        .hasMessageContaining("/a,b/c");
    assertThat(new DataDirectory(Path.of("/é 漢/c")).forBroker().root())
        .isEqualTo(Path.of("/é 漢/c"));
  }
}
