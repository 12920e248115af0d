package doublegrok.task.markov;

/** Process that has a name, or the one whose matrices are written out. */
enum ProcessKind {
  /** Three states, three noisy symbols, and a fractal of beliefs. */
  MESS3,
  /** Two random bits, then their exclusive or. */
  RRXOR,
  /** A zero, a one, then a random bit. */
  Z1R,
  /** By {@code task.transitions}. */
  MATRICES
}
