package doublegrok.task.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.task.key.Key;
import doublegrok.task.modular.ModularShift;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FamilyFolderTest {
  @TempDir
  private Path scratch;

  @Test
  void aJarInTheFolderAddsItsFamily() throws IOException {
    Path folder = scratch.resolve("families");
    FamilyJar.write(folder, "strange-shift", scratch.resolve("classes"));

    Families families = Families.found(Optional.of(folder));

    assertThat(families.names())
        .startsWith(Families.builtIn().names().toArray(String[]::new))
        .hasSize(Families.builtIn().names().size() + 1)
        .endsWith("strange-shift");
    assertThat(families.named("strange-shift").orElseThrow().task())
        .singleElement()
        .returns("p", Key::name)
        .returns("a prime from 3 to 251", key -> key.rule().words())
        .returns(Optional.empty(), Key::fallback);
  }

  @Test
  void withoutAFolderThereAreThoseOfTheProgram() {
    assertThat(Families.found(Optional.empty()).names())
        .isEqualTo(Families.builtIn().names());
  }

  @Test
  void twoOfOneNameAreRefused() throws IOException {
    Path folder = scratch.resolve("families");
    FamilyJar.write(folder, "modular-shift", scratch.resolve("classes"));

    assertThatThrownBy(() -> Families.found(Optional.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two families are named modular-shift, and a run spec could mean either;"
            + " rename one, or leave out its jar");
    assertThatThrownBy(() -> Families.of(ModularShift.KIND, ModularShift.KIND))
        .hasMessageStartingWith("two families are named modular-shift");
    assertThatThrownBy(Families::of).hasMessageStartingWith("there must be at least one family");
  }

  @Test
  void aFolderWithoutFamiliesIsRefused() throws IOException {
    Path missing = scratch.resolve("missing");
    Path empty = Files.createDirectory(scratch.resolve("empty"));

    assertThatThrownBy(() -> Families.found(Optional.of(missing)))
        .hasMessage(
            "the families' folder " + missing + " does not exist; name a folder that holds jars");
    assertThatThrownBy(() -> Families.found(Optional.of(empty)))
        .hasMessageStartingWith("the families' folder " + empty + " holds no jar");
  }

  @Test
  void aJarWithoutAFamilyIsRefused() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("families"));
    Path jar = folder.resolve("other.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("readme"));
    }

    assertThatThrownBy(() -> Families.found(Optional.of(folder)))
        .hasMessageStartingWith("the jar " + jar + " provides no family: it lacks META-INF");
    Files.writeString(jar, "no jar");
    assertThatThrownBy(() -> Families.found(Optional.of(folder)))
        .hasMessage("the jar " + jar + " cannot be read; replace it");
  }

  @Test
  void aProviderThatIsNotThereIsRefused() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("families"));
    try (OutputStream file = Files.newOutputStream(folder.resolve("other.jar"));
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("META-INF/services/doublegrok.task.FamilyProvider"));
      out.write("stranger.Missing".getBytes(StandardCharsets.UTF_8));
    }

    assertThatThrownBy(() -> Families.found(Optional.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a family cannot be loaded")
        .hasMessageContaining("stranger.Missing");
  }
}
