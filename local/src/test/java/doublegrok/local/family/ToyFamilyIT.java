package doublegrok.local.family;

import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProvider;
import doublegrok.task.RealSequences;
import doublegrok.task.Sequences;
import doublegrok.task.families.Families;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The family of docs/guide/family.md, real-valued and from a jar. */
final class ToyFamilyIT extends FamilyContract {
  /** Provider that a jar names so that the program finds its families. */
  public static final class Provider implements FamilyProvider {
    @Override
    public List<FamilyKind> families() {
      return List.of(ToyFamily.KIND);
    }
  }

  @Override
  Families families() {
    return Families.of(ToyFamily.KIND);
  }

  @Override
  List<String> keys() {
    return List.of("task.family=slopes", "distribution.tasks=8", "distribution.shots=6");
  }

  /** A folder with a jar that does no more than name the provider. */
  @Override
  List<String> options(Path directory) throws Exception {
    Files.createDirectories(directory);
    try (OutputStream file = Files.newOutputStream(directory.resolve("toy.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + FamilyProvider.class.getName()));
      jar.write(Provider.class.getName().getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
    return List.of("--families", directory.toString());
  }

  @Override
  Object question(Sequences sequences, int row, int answer) {
    RealSequences reals = (RealSequences) sequences;
    int shots = reals.layout().length();
    return List.of(reals.latents()[row], reals.inputs()[2 * (row * shots + answer)]);
  }
}
