package doublegrok.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the few opcodes of Python's pickle protocol 2 that a TorchScript module needs (PEP 307;
 * meanings as in Python's {@code pickletools}).
 */
final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle() {
    out.write(0x80);
    out.write(2);
  }

  Pickle global(String module, String name) {
    return op('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  Pickle text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return op('X').bytes(little(4).putInt(utf8.length).array()).bytes(utf8);
  }

  Pickle integer(int value) {
    return op('J').bytes(little(4).putInt(value).array());
  }

  Pickle real(double value) {
    return op('G').bytes(ByteBuffer.allocate(8).putDouble(value).array());
  }

  Pickle bool(boolean value) {
    out.write(value ? 0x88 : 0x89);
    return this;
  }

  Pickle mark() {
    return op('(');
  }

  Pickle tuple() {
    return op('t');
  }

  Pickle emptyTuple() {
    return op(')');
  }

  Pickle emptyMap() {
    return op('}');
  }

  /** Puts the keys and values since the mark into the map below it. */
  Pickle setItems() {
    return op('u');
  }

  /** Calls the callable below with the tuple on top. */
  Pickle reduce() {
    return op('R');
  }

  /** Makes an object of the class below without calling its initialiser. */
  Pickle newObject() {
    out.write(0x81);
    return this;
  }

  /** Gives the object below the state on top. */
  Pickle build() {
    return op('b');
  }

  /** Takes the tuple on top for the identifier of something stored outside the pickle. */
  Pickle persistentId() {
    return op('Q');
  }

  byte[] toBytes() {
    op('.');
    return out.toByteArray();
  }

  private Pickle op(char code) {
    out.write(code);
    return this;
  }

  private Pickle bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
