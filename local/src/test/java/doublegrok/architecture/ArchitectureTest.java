package doublegrok.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of which module and package may know which: see the picture in ARCHITECTURE.md. */
class ArchitectureTest {
  /** Whom each module may know besides itself. */
  private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
      entry("task", Set.of()),
      entry("explain", Set.of("task")),
      entry("schemas", Set.of("task")),
      entry("connect", Set.of("schemas")),
      entry("status", Set.of()),
      entry("model", Set.of("schemas", "task")),
      entry("generator", Set.of("schemas", "status", "task")),
      entry("trainer", Set.of("schemas", "status", "model", "task")),
      entry("evaluator", Set.of("schemas", "status", "model", "explain", "task")),
      entry("viewer", Set.of("schemas", "status", "explain", "task")),
      entry("bench", Set.of("task", "schemas", "status", "model", "generator", "evaluator")),
      entry(
          "local",
          Set.of(
              "task",
              "explain",
              "schemas",
              "status",
              "model",
              "generator",
              "trainer",
              "evaluator",
              "viewer",
              "bench")));

  /** Where records are made, read, or handed on; what is thought about them lies elsewhere. */
  private static final String[] EDGES = {
    "doublegrok.log..",
    "doublegrok.control..",
    "doublegrok.store..",
    "doublegrok.sweep.log..",
    "doublegrok.generator..",
    "doublegrok.trainer",
    "doublegrok.trainer.worker..",
    "doublegrok.evaluator.work..",
    "doublegrok.viewer.data..",
    "doublegrok.viewer.stream..",
    "doublegrok.bench..",
    "doublegrok.local.bundle..",
    "doublegrok.local.pipeline..",
    "doublegrok.local.command.checkpoint..",
  };

  private static final String RECORDS = "doublegrok.record";

  private static final int TYPES_MAX = 40;

  private static final List<String> EMPTY_NAMES =
      List.of("Manager", "Helper", "Util", "Utils", "Impl", "Data", "Common");

  private static final JavaClasses CODE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("doublegrok");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task",
        "explain",
        "schemas",
        "connect",
        "status",
        "model",
        "generator",
        "trainer",
        "evaluator",
        "viewer",
        "bench",
        "local"
      })
  void aModuleKnowsOnlyThoseBelowIt(String module) {
    DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe(
        "are in another module than " + MAY_KNOW.get(module),
        other -> other.getPackageName().startsWith("doublegrok.")
            && !isIn(other, module)
            && MAY_KNOW.get(module).stream().noneMatch(below -> isIn(other, below)));

    noClasses()
        .that(areIn(module))
        .should()
        .dependOnClassesThat(forbidden)
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void theImportSeesTheModules() {
    assertThat(CODE.stream().filter(areIn("task"))).hasSizeGreaterThan(5);
    assertThat(CODE.stream().filter(areIn("local"))).hasSizeGreaterThan(5);
  }

  @Test
  void theMathematicsDependsOnJavaAlone() {
    classes()
        .that(areIn("task"))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "doublegrok.task.."))
        .check(CODE);
  }

  @Test
  void explanationsDependOnTasksAndJavaAlone() {
    classes()
        .that(areIn("explain"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "doublegrok.task..", "doublegrok.explain.."))
        .check(CODE);
  }

  @Test
  void theTrainerKnowsOfTasksWhatTheSpecSaysOfThem() {
    noClasses()
        .that(areIn("trainer"))
        .should()
        .dependOnClassesThat(DescribedPredicate.describe(
            "draw or judge tasks (neither records nor enums of doublegrok.task)",
            other -> isIn(other, "task")
                && !other.isRecord()
                && !other.isEnum()
                && !other.isInterface()))
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void onlyTheModelAndItsPlainTwinKnowDjl() {
    noClasses()
        .that(resideInAPackage("doublegrok..")
            .and(DescribedPredicate.not(areIn("model")))
            .and(DescribedPredicate.not(nameMatching("doublegrok\\.bench\\.PlainTrainingProgram"))))
        .should()
        .dependOnClassesThat(resideInAPackage("ai.djl.."))
        .check(CODE);
  }

  /** A stranger's file is read and held against the spec before PyTorch is asked for anything. */
  @Test
  void filesOfWeightsAreReadAndCheckedWithoutDjl() {
    noClasses()
        .that(areIn("model"))
        .and()
        .haveNameMatching(
            ".*\\.(Safetensors\\w*|FloatTensor|ModelState|ModelWeights|\\w+Layout|exchange\\.\\w+)"
                + "(\\$.*)?")
        .should()
        .dependOnClassesThat(resideInAPackage("ai.djl.."))
        .check(CODE);
  }

  @Test
  void onlyLocalKnowsTheBrokersInnards() {
    noClasses()
        .that(DescribedPredicate.not(areIn("local")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("kafka..", "org.apache.kafka.server.."))
        .check(CODE);
  }

  /** A machine's texts have no language: an i is written large as I, digits are those of ASCII. */
  @Test
  void nothingAsksForTheLanguageOfTheUser() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(Locale.class, "getDefault")
        .check(CODE);
  }

  @Test
  void onlyTheEntryPointEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("doublegrok.local.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CODE);
  }

  @Test
  void onlyTheCommandLineWritesToTheStandardStreams() {
    noClasses()
        .that(DescribedPredicate.not(areIn("local")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CODE);
  }

  @Test
  void logsGoThroughSlf4j() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.logging.."))
        .check(CODE);
  }

  /** A family is known by what it offers: nobody but the list names one. */
  @ParameterizedTest
  @ValueSource(strings = "modular")
  void nobodyKnowsAFamilyButItselfAndTheList(String family) {
    String own = "doublegrok.task." + family + "..";
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage(own, "doublegrok.task.families..")))
        .should()
        .dependOnClassesThat(resideInAPackage(own))
        .check(CODE);
    assertThat(CODE.stream().filter(resideInAPackage(own))).isNotEmpty();
  }

  @Test
  void recordsStopAtTheEdges() {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage(EDGES)))
        .and(DescribedPredicate.not(resideInAPackage(RECORDS)))
        .should()
        .dependOnClassesThat(resideInAPackage(RECORDS))
        .check(CODE);
  }

  /** Generated records apart: their number is that of the schemas. */
  @Test
  void aPackageCanBeSeenAtAGlance() {
    Map<String, Long> types = CODE.stream()
        .filter(each -> each.getEnclosingClass().isEmpty() && !each.isAnonymousClass())
        .filter(each -> !each.getSimpleName().equals("package-info"))
        .filter(each -> !each.getPackageName().equals(RECORDS))
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(types).hasSizeGreaterThan(20);
    assertThat(types)
        .allSatisfy((name, count) -> assertThat(count)
            .as("types in %s; make a package of those that belong together", name)
            .isLessThanOrEqualTo(TYPES_MAX));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("doublegrok.(**)").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void namesSayWhatAClassDoes() {
    noClasses()
        .that(resideInAPackage("doublegrok.."))
        .should()
        .haveNameMatching(".*(" + String.join("|", EMPTY_NAMES) + ")(\\$.*)?")
        .check(CODE);
  }

  private static DescribedPredicate<JavaClass> areIn(String module) {
    return DescribedPredicate.describe("are in module " + module, each -> isIn(each, module));
  }

  /** By where the class file lies: a package may spread over none but its own module. */
  private static boolean isIn(JavaClass each, String module) {
    Pattern place = Pattern.compile("/%s/target/|doublegrok-%s-".formatted(module, module));
    return each.getBaseComponentType()
        .getSource()
        .map(source -> place.matcher(source.getUri().toString()).find())
        .orElse(false);
  }
}
