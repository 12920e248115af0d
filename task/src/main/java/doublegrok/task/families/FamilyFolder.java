package doublegrok.task.families;

import doublegrok.task.FamilyProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Loader of the jars in a folder, each of which must provide a family. */
final class FamilyFolder {
  private static final String PROVIDERS = "META-INF/services/" + FamilyProvider.class.getName();

  private FamilyFolder() {}

  /** A loader of every jar in the folder, by name; open for as long as the program runs. */
  static ClassLoader open(Path folder, ClassLoader parent) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "the families' folder " + folder + " does not exist; name a folder that holds jars");
    }
    List<URL> jars = new ArrayList<>();
    try {
      for (Path jar : jars(folder)) {
        requireProvider(jar);
        jars.add(jar.toUri().toURL());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the families' folder " + folder, e);
    }
    if (jars.isEmpty()) {
      throw new IllegalArgumentException("the families' folder " + folder
          + " holds no jar; put one there, or name no folder of families");
    }
    return new URLClassLoader("families", jars.toArray(URL[]::new), parent);
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void requireProvider(Path jar) {
    try (JarFile open = new JarFile(jar.toFile())) {
      if (open.getEntry(PROVIDERS) == null) {
        throw new IllegalArgumentException("the jar " + jar + " provides no family: it lacks "
            + PROVIDERS + ", which names the class that does; add it, or move the jar elsewhere");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the jar " + jar + " cannot be read; replace it", e);
    }
  }
}
