package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LibraryFilesTest {
  private static final int SIZE = 1000;

  @TempDir
  private Path cache;

  @Test
  void wholeLibrariesAndOtherFilesAreFine() throws IOException {
    assertThatCode(() -> LibraryFiles.requireWhole(cache.resolve("absent")))
        .doesNotThrowAnyException();
    library(SIZE);
    Files.writeString(cache.resolve("2.5.1/notes.txt"), "");

    assertThatCode(() -> LibraryFiles.requireWhole(cache)).doesNotThrowAnyException();
    assertThatCode(() -> LibraryFiles.requireWhole(ComputeDevice.libraryFolder()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30, 64, SIZE - 1})
  void oneThatWasCutOffIsNamedWithTheWayOut(int bytes) throws IOException {
    Path library = library(bytes);

    assertThatThrownBy(() -> LibraryFiles.requireWhole(cache))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(library + " is damaged (it has " + bytes + " bytes")
        .hasMessageContaining("delete the folder " + library.getParent());
  }

  /** Another process may be at it, on a first start. */
  @Test
  void whatIsBeingUnpackedIsNotLookedAt() throws IOException {
    Path half = library(SIZE - 1);
    Files.move(half.getParent(), cache.resolve("tmp123"));

    assertThatCode(() -> LibraryFiles.requireWhole(cache)).doesNotThrowAnyException();
  }

  /** Two sections of 64 bytes each at its end. */
  private Path library(int bytes) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    whole.put(new byte[] {0x7f, 'E', 'L', 'F'});
    whole.putLong(40, SIZE - 128).putShort(58, (short) 64).putShort(60, (short) 2);
    byte[] some = new byte[bytes];
    whole.get(0, some);
    Path folder = Files.createDirectories(cache.resolve("2.5.1"));
    return Files.write(folder.resolve("libtorch.so.1"), some);
  }
}
