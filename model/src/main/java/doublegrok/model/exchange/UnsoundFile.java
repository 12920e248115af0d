package doublegrok.model.exchange;

/** Says in a clause what is wrong with a file. */
final class UnsoundFile extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  UnsoundFile(String message) {
    super(message);
  }

  /** A text of the file for a sentence: short, and without what a terminal obeys. */
  static String shown(String text) {
    String printable = text.replaceAll("[^\\p{Print}]", "?");
    return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
  }
}
