package doublegrok.model.exchange;

/**
 * Order of the rows of a matrix that projects to query, key and value at once.
 *
 * @param rows for each row of it, [3 D], the row of our query, key and value one below the other
 */
@SuppressWarnings("ArrayRecordComponent") // made here, and read here
record FusedRows(int[] rows) {
  /** Query, key and value one below the other, as we have them. */
  static FusedRows stacked(int width) {
    int[] rows = new int[3 * width];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row;
    }
    return new FusedRows(rows);
  }

  /**
   * That of GPT-NeoX: query, key and value of a head, head by head. It turns the pair (i, i + E/2)
   * of a head's E dimensions where we turn (2i, 2i + 1), so queries and keys are reordered.
   */
  static FusedRows byHead(int width, int heads) {
    int size = width / heads;
    int[] rows = new int[3 * width];
    int at = 0;
    for (int head = 0; head < heads; head++) {
      for (int role = 0; role < 3; role++) {
        for (int i = 0; i < size; i++) {
          boolean turned = role < 2;
          rows[at++] = role * width + head * size + (turned ? neighbour(i, size) : i);
        }
      }
    }
    return new FusedRows(rows);
  }

  private static int neighbour(int half, int size) {
    return half < size / 2 ? 2 * half : 2 * (half - size / 2) + 1;
  }

  /** The fused matrix [3 D, D] of query, key and value [D, D] each. */
  float[] fused(float[]... parts) {
    int width = rows.length / 3;
    float[] fused = new float[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      float[] part = parts[rows[row] / width];
      System.arraycopy(part, rows[row] % width * width, fused, row * width, width);
    }
    return fused;
  }

  /** Query, key or value (0, 1, 2), [D, D], out of the fused matrix. */
  float[] part(int role, float[] fused) {
    int width = rows.length / 3;
    float[] part = new float[width * width];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] / width == role) {
        System.arraycopy(fused, row * width, part, rows[row] % width * width, width);
      }
    }
    return part;
  }
}
