package doublegrok.task.families;

import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProvider;
import doublegrok.task.language.Languages;
import doublegrok.task.markov.HiddenMarkov;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.ModularShift;
import doublegrok.task.modular.addition.ModularAddition;
import doublegrok.task.regression.LinearRegression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * List of the families that run specs may name.
 *
 * @param kinds no two of one name, at least one
 */
public record Families(List<FamilyKind> kinds) {
  private static final List<FamilyKind> BUILT_IN = List.of(
      ModularLinear.KIND,
      ModularShift.KIND,
      LinearRegression.KIND,
      ModularAddition.KIND,
      HiddenMarkov.KIND,
      Languages.KIND);

  public Families {
    kinds = List.copyOf(kinds);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one family, was none");
    }
    Set<String> names = new HashSet<>();
    for (FamilyKind kind : kinds) {
      if (!names.add(kind.name())) {
        throw new IllegalArgumentException("two families are named " + kind.name()
            + ", and a run spec could mean either; rename one, or leave out its jar");
      }
    }
  }

  /** Those that come with the program. */
  public static Families builtIn() {
    return new Families(BUILT_IN);
  }

  /** These and no others. */
  public static Families of(FamilyKind... kinds) {
    return new Families(List.of(kinds));
  }

  /**
   * Those that come with the program, and those of every {@link FamilyProvider} that a class loader
   * finds.
   *
   * @throws IllegalArgumentException if a provider cannot be made, or two families have one name
   */
  public static Families found(ClassLoader loader) {
    List<FamilyKind> kinds = new ArrayList<>(BUILT_IN);
    try {
      ServiceLoader.load(FamilyProvider.class, loader)
          .forEach(provider -> kinds.addAll(provider.families()));
    } catch (ServiceConfigurationError | LinkageError broken) {
      throw new IllegalArgumentException(
          "a family cannot be loaded: " + broken.getMessage()
              + "; it must be made for this version of doublegrok",
          broken);
    }
    return new Families(kinds);
  }

  /**
   * Those on the class path and in the jars of a folder, which stays open for as long as the
   * program runs.
   *
   * @param folder if there is one
   * @throws IllegalArgumentException if the folder or a jar has no family
   */
  public static Families found(Optional<Path> folder) {
    ClassLoader here = Families.class.getClassLoader();
    return found(folder.<ClassLoader>map(each -> FamilyFolder.open(each, here)).orElse(here));
  }

  /** The kind with this name. */
  public Optional<FamilyKind> named(String name) {
    return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** Their names, in order. */
  public List<String> names() {
    return kinds.stream().map(FamilyKind::name).toList();
  }
}
