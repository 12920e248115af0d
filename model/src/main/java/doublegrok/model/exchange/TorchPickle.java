package doublegrok.model.exchange;

import doublegrok.model.ElementType;
import doublegrok.model.exchange.StoredTensor.Storage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of the few opcodes of Python's pickle that torch.save writes of a state_dict (protocol 2;
 * meanings as in Python's {@code pickletools}). Nothing that a pickle names is loaded or called: it
 * knows dictionaries, storages and tensors, and refuses everything else.
 */
final class TorchPickle {
  private static final Object MARK = new Object();
  private static final Object NONE = new Object();

  private static final Global DICTIONARY = new Global("collections", "OrderedDict");
  private static final Global TENSOR = new Global("torch._utils", "_rebuild_tensor_v2");
  private static final Map<Global, ElementType> STORAGES = Map.of(
      new Global("torch", "HalfStorage"), ElementType.F16,
      new Global("torch", "BFloat16Storage"), ElementType.BF16,
      new Global("torch", "FloatStorage"), ElementType.F32,
      new Global("torch", "DoubleStorage"), ElementType.F64,
      new Global("torch", "BoolStorage"), ElementType.BOOL,
      new Global("torch", "ByteStorage"), ElementType.U8);

  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** What a pickle calls by a name. */
  private record Global(String module, String name) {}

  /** A tuple; unlike a list's, nobody asks for its hash, which could go in circles. */
  private record Tuple(List<Object> items) {}

  /** A dictionary; its keys are texts. */
  private record Dictionary(Map<String, Object> items) {}

  TorchPickle(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The tensors of the dictionary that it is, by name. */
  Map<String, StoredTensor> tensors() throws UnsoundFile {
    try {
      run();
    } catch (BufferUnderflowException tooShort) {
      throw new UnsoundFile("its pickle ends in the middle");
    }
    if (stack.size() != 1 || in.hasRemaining()) {
      throw new UnsoundFile("its pickle is more than one thing");
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Object> each : pop(Dictionary.class).items().entrySet()) {
      if (!(each.getValue() instanceof StoredTensor tensor)) {
        throw new UnsoundFile(
            "'%s' in it is no tensor; save the state_dict alone, by torch.save(model.state_dict(),"
                    .formatted(UnsoundFile.shown(each.getKey()))
                + " path)");
      }
      tensor.check(each.getKey());
      tensors.put(each.getKey(), tensor);
    }
    return tensors;
  }

  private void run() throws UnsoundFile {
    if (byteOf() != 0x80 || byteOf() != 2) {
      throw new UnsoundFile("its pickle is not of protocol 2, which torch.save writes");
    }
    for (int code = byteOf(); code != '.'; code = byteOf()) {
      if (!isConstant(code) && !isStructure(code)) {
        throw new UnsoundFile(
            "its pickle has the opcode 0x%02x, which no dictionary of tensors needs; save the"
                    .formatted(code)
                + " state_dict alone");
      }
    }
  }

  /** Pushes a number, a text, a name or a remembered thing. */
  private boolean isConstant(int code) throws UnsoundFile {
    switch (code) {
      case 'J' -> push((long) in.getInt());
      case 'K' -> push((long) byteOf());
      case 'M' -> push((long) Short.toUnsignedInt(in.getShort()));
      case 0x8a -> push(longOf());
      case 'X' -> push(new String(bytes(in.getInt()), StandardCharsets.UTF_8));
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'N' -> push(NONE);
      case 'c' -> push(global());
      case 'q' -> memo.put(byteOf(), top());
      case 'r' -> memo.put(in.getInt(), top());
      case 'h' -> push(remembered(byteOf()));
      case 'j' -> push(remembered(in.getInt()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Makes a tuple, a dictionary, a storage or a tensor of what is on the stack. */
  private boolean isStructure(int code) throws UnsoundFile {
    switch (code) {
      case '(' -> push(MARK);
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(sinceMark()));
      case 0x85, 0x86, 0x87 -> push(new Tuple(popped(code - 0x84)));
      case '}' -> push(new Dictionary(new LinkedHashMap<>()));
      case 's' -> put(popped(2));
      case 'u' -> put(sinceMark());
      case 'Q' -> push(storage(pop(Tuple.class).items()));
      case 'R' -> push(called(pop(Tuple.class).items(), pop(Global.class)));
      case 'b' -> leaveAttributes();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A dictionary of a module has the versions of its parts as attributes. */
  private void leaveAttributes() throws UnsoundFile {
    pop(Dictionary.class);
    as(Dictionary.class, top());
  }

  private Global global() throws UnsoundFile {
    Global global = new Global(line(), line());
    if (!global.equals(DICTIONARY) && !global.equals(TENSOR) && !STORAGES.containsKey(global)) {
      throw new UnsoundFile(
          "it names %s, which no dictionary of real tensors needs, and nothing of it was run; save"
                  .formatted(UnsoundFile.shown(global.module() + "." + global.name()))
              + " the state_dict alone, by torch.save(model.state_dict(), path)");
    }
    return global;
  }

  private static Object called(List<Object> arguments, Global global) throws UnsoundFile {
    if (global.equals(DICTIONARY) && arguments.isEmpty()) {
      return new Dictionary(new LinkedHashMap<>());
    }
    if (global.equals(TENSOR) && arguments.size() >= 6) {
      return new StoredTensor(
          as(Storage.class, arguments.get(0)),
          as(Long.class, arguments.get(1)),
          longs(arguments.get(2)),
          longs(arguments.get(3)));
    }
    throw new UnsoundFile("it makes a %s of something else".formatted(global.name()));
  }

  /** ("storage", class, key, device, count). */
  private static Storage storage(List<Object> id) throws UnsoundFile {
    if (id.size() != 5 || !"storage".equals(id.get(0)) || !STORAGES.containsKey(id.get(1))) {
      throw new UnsoundFile("it refers to something else than a storage");
    }
    return new Storage(
        as(String.class, id.get(2)), STORAGES.get(id.get(1)), as(Long.class, id.get(4)));
  }

  private void put(List<Object> pairs) throws UnsoundFile {
    Map<String, Object> items = as(Dictionary.class, top()).items();
    if (pairs.size() % 2 != 0) {
      throw new UnsoundFile("a dictionary in it has a key without a value");
    }
    for (int at = 0; at < pairs.size(); at += 2) {
      String key = as(String.class, pairs.get(at));
      if (items.put(key, pairs.get(at + 1)) != null) {
        throw new UnsoundFile("'%s' is in it twice".formatted(UnsoundFile.shown(key)));
      }
    }
  }

  private static List<Long> longs(Object tuple) throws UnsoundFile {
    List<Long> longs = new ArrayList<>();
    for (Object each : as(Tuple.class, tuple).items()) {
      longs.add(as(Long.class, each));
    }
    return longs;
  }

  private Object remembered(int index) throws UnsoundFile {
    Object found = memo.get(index);
    if (found == null) {
      throw new UnsoundFile("its pickle refers to what it has not");
    }
    return found;
  }

  private List<Object> sinceMark() throws UnsoundFile {
    for (int at = stack.size() - 1; at >= 0; at--) {
      if (stack.get(at) == MARK) {
        List<Object> items = popped(stack.size() - 1 - at);
        stack.remove(at);
        return items;
      }
    }
    throw new UnsoundFile("its pickle has no beginning of a tuple");
  }

  private List<Object> popped(int count) throws UnsoundFile {
    if (stack.size() < count) {
      throw new UnsoundFile("its pickle takes more than it has");
    }
    List<Object> last = stack.subList(stack.size() - count, stack.size());
    List<Object> items = List.copyOf(last);
    last.clear();
    return items;
  }

  private <T> T pop(Class<T> type) throws UnsoundFile {
    return as(type, popped(1).get(0));
  }

  private Object top() throws UnsoundFile {
    if (stack.isEmpty()) {
      throw new UnsoundFile("its pickle takes more than it has");
    }
    return stack.get(stack.size() - 1);
  }

  private static <T> T as(Class<T> type, Object value) throws UnsoundFile {
    if (!type.isInstance(value)) {
      throw new UnsoundFile(
          "its pickle has something else where a %s belongs".formatted(type.getSimpleName()));
    }
    return type.cast(value);
  }

  private void push(Object value) {
    stack.add(value);
  }

  private int byteOf() {
    return Byte.toUnsignedInt(in.get());
  }

  /** An integer of up to eight bytes. */
  private long longOf() throws UnsoundFile {
    byte[] little = bytes(byteOf());
    if (little.length == 0 || little.length > Long.BYTES) {
      throw new UnsoundFile("its pickle has an integer of %d bytes".formatted(little.length));
    }
    long value = little[little.length - 1]; // with its sign
    for (int at = little.length - 2; at >= 0; at--) {
      value = value << Byte.SIZE | Byte.toUnsignedLong(little[at]);
    }
    return value;
  }

  private byte[] bytes(int count) throws UnsoundFile {
    if (count < 0 || count > in.remaining()) {
      throw new UnsoundFile("its pickle ends in the middle");
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private String line() {
    StringBuilder text = new StringBuilder();
    for (int next = byteOf(); next != '\n'; next = byteOf()) {
      text.append((char) next);
    }
    return text.toString();
  }
}
