package doublegrok.local.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.junit.jupiter.api.Test;

/** Compose, the Dockerfile and the tests name the same images, each by an exact version. */
final class PinnedImagesTest {
  private static final Pattern IMAGE = Pattern.compile("(?:_IMAGE(?::-|=)|image: )([a-z][^}\\s]+)");

  @Test
  void everyImageHasAnExactVersion() throws IOException {
    assertThat(images())
        .hasSizeGreaterThan(6)
        .allMatch(image -> image.matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*"));
  }

  @Test
  void theTestsTakeTheImagesThatComposeTakes() throws IOException {
    assertThat(images()).contains(Images.official("kafka"), Images.official("prometheus"));
    assertThat(images()).contains(Images.official("jre"));
  }

  @Test
  void theBrokerIsAsNewAsTheClients() {
    assertThat(Images.official("kafka")).endsWith(":" + AppInfoParser.getVersion());
  }

  private static List<String> images() throws IOException {
    String text = Files.readString(Path.of("../docker-compose.yml"))
        + Files.readString(Path.of("../containers/Dockerfile"));
    return IMAGE.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
