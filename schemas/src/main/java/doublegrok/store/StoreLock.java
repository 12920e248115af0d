package doublegrok.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Lets one thread of one process at a time change what a store holds. */
final class StoreLock {
  private static final Duration RETRY = Duration.ofMillis(5);

  /**
   * One of these is held while the lock file is open: the operating system gives a file's lock to
   * a whole process and takes it back as soon as any of its channels is closed.
   */
  private static final List<ReentrantLock> IN_THIS_PROCESS =
      Stream.generate(ReentrantLock::new).limit(64).toList();

  private final Path file;
  private final Duration within;
  private final ReentrantLock inThisProcess;

  /**
   * The lock of a file, which is made when it is first held.
   *
   * @param within the longest time to wait for others
   */
  StoreLock(Path file, Duration within) {
    this.file = file;
    this.within = within;
    int number = Math.floorMod(file.toAbsolutePath().normalize().hashCode(), 64);
    this.inThisProcess = IN_THIS_PROCESS.get(number);
  }

  /** Work that is done while the lock is held; it must not ask for the lock of any store. */
  interface Section<T> {
    T run() throws IOException;
  }

  <T> T holding(Section<T> section) throws IOException {
    long until = System.nanoTime() + within.toNanos();
    try {
      if (!inThisProcess.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
        throw held();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    }
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      awaitOthers(channel, until);
      return section.run();
    } finally {
      inThisProcess.unlock();
    }
  }

  /** Closing the channel gives the lock back. */
  private void awaitOthers(FileChannel channel, long until) throws IOException {
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() > until) {
        throw held();
      }
      LockSupport.parkNanos(RETRY.toNanos());
      lock = channel.tryLock();
    }
  }

  private IOException held() {
    return new IOException(
        "%s is held by another process for more than %d s".formatted(file, within.toSeconds()));
  }
}
