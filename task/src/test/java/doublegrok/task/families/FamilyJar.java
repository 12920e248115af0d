package doublegrok.task.families;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Jar with a family of a stranger, compiled as the test runs. */
final class FamilyJar {
  private static final String PROVIDERS = "META-INF/services/doublegrok.task.FamilyProvider";

  private FamilyJar() {}

  /**
   * A jar whose provider offers modular shifts under a name of its own.
   *
   * @param folder where the jar is put
   * @param family name of the family
   */
  static Path write(Path folder, String family, Path scratch) throws IOException {
    String type = "Stranger" + family.replace("-", "");
    Path source = Files.createDirectories(scratch).resolve(type + ".java");
    Files.writeString(source, """
        package stranger;

        import doublegrok.task.*;
        import doublegrok.task.key.*;
        import doublegrok.task.modular.ModularShift;
        import java.util.List;

        public final class TYPE implements FamilyProvider {
          static final Key<Integer> P = Key.integer("p", "a prime from 3 to 251", p -> p > 2);

          @Override
          public List<FamilyKind> families() {
            return List.of(new FamilyKind(
                "NAME",
                List.of(P),
                ModularShift.KIND.distribution(),
                values -> new ModularShift(values.get(P))));
          }
        }
        """.replace("TYPE", type).replace("NAME", family));
    compile(source, scratch);
    Path jar = Files.createDirectories(folder).resolve(family + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      try (Stream<Path> classes = Files.list(scratch.resolve("stranger"))) {
        for (Path each : classes.toList()) {
          entry(out, "stranger/" + each.getFileName(), Files.readAllBytes(each));
        }
      }
      entry(out, PROVIDERS, ("stranger." + type + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static void compile(Path source, Path target) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", target.toString(), "-classpath", System.getProperty("java.class.path"));
      boolean compiled = compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjects(source))
          .call();
      if (!compiled) {
        throw new IllegalStateException("the stranger's family does not compile");
      }
    }
  }

  private static void entry(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
