package doublegrok.local.family;

import doublegrok.task.FamilyProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Jar that does no more than name a provider of families. */
final class ProviderJar {
  private ProviderJar() {}

  /** The option that names a folder with such a jar. */
  static List<String> options(Path folder, Class<? extends FamilyProvider> provider)
      throws IOException {
    Files.createDirectories(folder);
    try (OutputStream file = Files.newOutputStream(folder.resolve("families.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + FamilyProvider.class.getName()));
      jar.write(provider.getName().getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
    return List.of("--families", folder.toString());
  }
}
