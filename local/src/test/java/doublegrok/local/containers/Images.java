package doublegrok.local.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/**
 * The images of the tests: the official ones, or what {@code -Dcontainers.NAME=IMAGE} names in
 * their place; and those of the services, built from this checkout.
 */
final class Images {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final long STAGE_SECONDS = 120;

  private Images() {}

  static DockerImageName kafka() {
    return named("kafka");
  }

  static DockerImageName prometheus() {
    return named("prometheus");
  }

  /** Lays out what the images of the services are made of. */
  static void stage() throws IOException, InterruptedException {
    Process stage = new ProcessBuilder(ROOT.resolve("containers/stage").toString(), "--as-built")
        .inheritIO()
        .start();
    if (!stage.waitFor(STAGE_SECONDS, TimeUnit.SECONDS) || stage.exitValue() != 0) {
      stage.destroyForcibly();
      throw new IllegalStateException("containers/stage did not succeed; its last words are above");
    }
  }

  /** The image of a service that does not compute. */
  static ImageFromDockerfile light() {
    return service("light", "lib", "own");
  }

  /** The image of one that does. */
  static ImageFromDockerfile full() {
    return service("full", "lib", "own", "djl", "native");
  }

  private static ImageFromDockerfile service(String target, String... layers) {
    ImageFromDockerfile image = new ImageFromDockerfile("doublegrok-under-test/" + target, false)
        .withTarget(target)
        .withBuildArg("JRE_IMAGE", named("jre").asCanonicalNameString())
        .withFileFromPath("Dockerfile", ROOT.resolve("containers/Dockerfile"))
        .withFileFromPath("containers/ready", ROOT.resolve("containers/ready"));
    for (String layer : layers) {
      String directory = "local/target/image/" + layer;
      image.withFileFromPath(directory, ROOT.resolve(directory));
    }
    return image;
  }

  /** The official image; {@code name} is kafka, prometheus or jre. */
  static String official(String name) {
    Properties official = new Properties();
    try (InputStream file = Images.class.getResourceAsStream("images.properties")) {
      official.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("images.properties cannot be read", failure);
    }
    return official.getProperty(name);
  }

  private static DockerImageName named(String name) {
    String usual = official(name);
    String repository = DockerImageName.parse(usual).getUnversionedPart();
    return DockerImageName.parse(System.getProperty("containers." + name, usual))
        .asCompatibleSubstituteFor(repository);
  }
}
