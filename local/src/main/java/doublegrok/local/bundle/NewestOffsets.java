package doublegrok.local.bundle;

import doublegrok.store.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Offset of the newest record of each key, in a table that costs some 40 bytes a key however long
 * the keys are: of each it has the first 64 bits of its SHA-256.
 */
final class NewestOffsets {
  private static final long NONE = -1;

  private long[] hashes = new long[1 << 10];
  private long[] offsets = filled(hashes.length);
  private int count;

  /** A record lies at an offset, behind all that were seen. */
  void see(String key, long offset) {
    if (2 * (count + 1) > hashes.length) { // early where keys come again, which does no harm
      grow();
    }
    put(hash(key), offset);
    count++;
  }

  /** Whether the record at this offset is the newest of its key that was seen. */
  boolean isNewest(String key, long offset) {
    return offsets[place(hash(key))] == offset;
  }

  private void put(long hash, long offset) {
    int place = place(hash);
    hashes[place] = hash;
    offsets[place] = offset;
  }

  /** Where a hash is, or where it would be. */
  private int place(long hash) {
    int place = (int) hash & (hashes.length - 1);
    while (offsets[place] != NONE && hashes[place] != hash) {
      place = (place + 1) & (hashes.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] formerHashes = hashes;
    long[] formerOffsets = offsets;
    hashes = new long[2 * formerHashes.length];
    offsets = filled(hashes.length);
    count = 0;
    for (int place = 0; place < formerHashes.length; place++) {
      if (formerOffsets[place] != NONE) {
        put(formerHashes[place], formerOffsets[place]);
        count++;
      }
    }
  }

  private static long[] filled(int length) {
    long[] offsets = new long[length];
    Arrays.fill(offsets, NONE);
    return offsets;
  }

  private static long hash(String key) {
    return ByteBuffer.wrap(Sha256.digest().digest(key.getBytes(StandardCharsets.UTF_8)))
        .getLong();
  }
}
