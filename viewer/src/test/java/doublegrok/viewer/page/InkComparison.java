package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Whether two pictures have ink, of the same colour, at the same places. */
final class InkComparison {
  /** The one has twice the pixels along each side. */
  private static final int SCALE = 2;

  /** Pixels that edges of letters and lines may be off. */
  private static final int NEAR = 2;

  private static final int STANDS_OUT = 90;
  private static final int ALIKE = 120;
  private static final double MOST = .93;

  private InkComparison() {}

  static void assertAlike(Object name, BufferedImage screen, BufferedImage picture) {
    BufferedImage small = halved(picture);
    assertThat(covered(small, screen))
        .as("of the picture in the drawing %s", name)
        .isGreaterThan(MOST);
    assertThat(covered(screen, small))
        .as("of the drawing %s in the picture", name)
        .isGreaterThan(MOST);
  }

  /** Share of the ink of one picture that is there in the other. */
  private static double covered(BufferedImage from, BufferedImage in) {
    long ink = 0;
    long found = 0;
    int ground = from.getRGB(0, 0);
    int width = Math.min(from.getWidth(), in.getWidth());
    int height = Math.min(from.getHeight(), in.getHeight());
    for (int y = NEAR; y < height - NEAR; y++) {
      for (int x = NEAR; x < width - NEAR; x++) {
        int colour = from.getRGB(x, y);
        if (distance(colour, ground) > STANDS_OUT) {
          ink++;
          found += isNear(in, x, y, colour) ? 1 : 0;
        }
      }
    }
    assertThat(ink).isGreaterThan(500);
    return (double) found / ink;
  }

  private static boolean isNear(BufferedImage in, int atX, int atY, int colour) {
    for (int y = atY - NEAR; y <= atY + NEAR; y++) {
      for (int x = atX - NEAR; x <= atX + NEAR; x++) {
        if (distance(in.getRGB(x, y), colour) < ALIKE) {
          return true;
        }
      }
    }
    return false;
  }

  private static BufferedImage halved(BufferedImage picture) {
    BufferedImage small = new BufferedImage(
        picture.getWidth() / SCALE, picture.getHeight() / SCALE, BufferedImage.TYPE_INT_RGB);
    small
        .createGraphics()
        .drawImage(
            picture.getScaledInstance(
                small.getWidth(), small.getHeight(), java.awt.Image.SCALE_AREA_AVERAGING),
            0,
            0,
            null);
    return small;
  }

  private static int distance(int one, int other) {
    Color a = new Color(one);
    Color b = new Color(other);
    return Math.abs(a.getRed() - b.getRed())
        + Math.abs(a.getGreen() - b.getGreen())
        + Math.abs(a.getBlue() - b.getBlue());
  }
}
