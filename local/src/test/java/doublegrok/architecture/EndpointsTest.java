package doublegrok.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Test that no endpoint is registered but by its route: the reference would not tell of it. */
class EndpointsTest {
  private static final JavaClasses CODE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("doublegrok.status", "doublegrok.viewer.page");

  /** Rules for all requests, and answers to what fails. */
  private static final Set<String> REGISTERED_FREELY = Set.of("before", "exception", "error");

  @Test
  void areRegisteredByTheirRoutesAlone() {
    DescribedPredicate<JavaMethodCall> registers =
        DescribedPredicate.describe("registers an endpoint", EndpointsTest::registers);

    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("doublegrok.status.Route")
        .should()
        .callMethodWhere(registers)
        .check(CODE);
    assertThat(CODE.get("doublegrok.status.Route").getMethodCallsFromSelf()).anyMatch(registers);
  }

  private static boolean registers(JavaMethodCall call) {
    return call.getTargetOwner().getName().equals("io.javalin.config.RoutesConfig")
        && !REGISTERED_FREELY.contains(call.getName());
  }
}
