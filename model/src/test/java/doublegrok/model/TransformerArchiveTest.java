package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The archive's bytes. */
final class TransformerArchiveTest {
  private static byte[] archive(Rule rule) {
    TransformerSpec model = Given.model(true, Activation.GELU);
    ProgramForm form = ProgramForm.on(Given.CPU, Precision.FLOAT32);
    return new Transformer(model).archive(Optional.of(Given.optimizer(rule)), form);
  }

  @Test
  void theSameSpecGivesTheSameBytesAndAnotherSpecOthers() {
    assertThat(archive(Rule.MUON)).isEqualTo(archive(Rule.MUON));
    assertThat(archive(Rule.MUON)).isNotEqualTo(archive(Rule.ADAMW));
  }

  @Test
  void itIsAZipOfTheFilesThatPyTorchLooksFor() throws IOException {
    Set<String> names = new HashSet<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive(Rule.MUON)))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        names.add(e.getName());
      }
    }

    assertThat(names)
        .containsExactlyInAnyOrder(
            "doublegrok/data.pkl",
            "doublegrok/data/0",
            "doublegrok/code/__torch__.py",
            "doublegrok/constants.pkl",
            "doublegrok/byteorder",
            "doublegrok/version");
  }
}
