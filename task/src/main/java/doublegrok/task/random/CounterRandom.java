package doublegrok.task.random;

/**
 * Random numbers as a pure function of (seed, stream, index, position): Philox4x32-10 (Salmon et
 * al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), the same bits on every machine.
 *
 * <p>The key is the seed; the counter is (block of four words, index, stream). Not thread-safe.
 */
public final class CounterRandom {
  private static final int WORDS = 4;
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW_WORD = 0xFFFFFFFFL;

  private final long seed;
  private final RandomStream stream;
  private final long index;
  private final int[] block = new int[WORDS];
  private int used = WORDS;
  private long blocks;

  /** The numbers with this index in the stream, from the first one on. */
  public CounterRandom(long seed, RandomStream stream, long index) {
    this.seed = seed;
    this.stream = stream;
    this.index = index;
  }

  /** The next 32 uniform bits. */
  public int nextInt() {
    if (used == WORDS) {
      nextBlock();
    }
    return block[used++];
  }

  /**
   * A uniform integer from 0 to bound - 1, unbiased by rejection (Lemire 2019, "Fast random
   * integer generation in an interval").
   */
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, was " + bound);
    }
    long product = (nextInt() & LOW_WORD) * bound;
    if ((product & LOW_WORD) < bound) {
      long rejected = (1L << Integer.SIZE) % bound;
      while ((product & LOW_WORD) < rejected) {
        product = (nextInt() & LOW_WORD) * bound;
      }
    }
    return (int) (product >>> Integer.SIZE);
  }

  /** A uniform multiple of 2^-53 in [0, 1). */
  public double nextDouble() {
    int high = nextInt() >>> 5;
    int low = nextInt() >>> 6;
    return (((long) high << 26) + low) * 0x1.0p-53;
  }

  /** A standard normal number (Box and Muller 1958), the same bits on every machine. */
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2.0 * StrictMath.log(1.0 - nextDouble()));
    return radius * StrictMath.cos(2.0 * Math.PI * nextDouble());
  }

  /**
   * Fills an array with standard normal numbers, the same bits on every machine: both numbers of
   * each pair of Box and Muller (1958), from 32 bits each, so that none is beyond 6.7.
   */
  public void gaussians(float[] out) {
    for (int i = 0; i < out.length; i += 2) {
      double uniform = ((nextInt() & LOW_WORD) + 1) * 0x1.0p-32; // in (0, 1]
      double angle = 2 * Math.PI * 0x1.0p-32 * (nextInt() & LOW_WORD);
      double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform));
      out[i] = (float) (radius * StrictMath.cos(angle));
      if (i + 1 < out.length) {
        out[i + 1] = (float) (radius * StrictMath.sin(angle));
      }
    }
  }

  /** Puts the values in a uniformly random order (Fisher-Yates). */
  public void shuffle(int[] values) {
    shuffle(values, 0, values.length);
  }

  /**
   * Puts values[from .. to - 1] in a uniformly random order. Places are filled from the first on,
   * so the first n places after n draws are a uniform draw without replacement.
   */
  public void shuffle(int[] values, int from, int to) {
    for (int place = from; place < to - 1; place++) {
      int other = place + below(to - place);
      int value = values[other];
      values[other] = values[place];
      values[place] = value;
    }
  }

  private void nextBlock() {
    if (blocks > LOW_WORD) {
      throw new IllegalStateException(stream + " " + index + " has no more random numbers");
    }
    philox((int) blocks++, (int) index, (int) (index >>> 32), stream.id(), seed, block);
    used = 0;
  }

  /** Ten rounds on the counter (c0, c1, c2, c3) with the key (low, high word). */
  public static void philox(int c0, int c1, int c2, int c3, long key, int[] out) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW_WORD);
      long product1 = MULTIPLIER_1 * (c2 & LOW_WORD);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }
}
