package doublegrok.viewer.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Bytes to a port of this machine, and what comes back until the other end closes. */
final class RawHttp {
  private static final int SILENCE_MILLIS_MAX = 15_000;

  private RawHttp() {}

  /** Sends everything, says that nothing will follow, and reads to the end; never hangs. */
  static String exchange(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(SILENCE_MILLIS_MAX);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (SocketException closed) {
        // The other end had heard enough; what it said is still there.
      }
      return read(socket);
    }
  }

  /** Sends a part and then nothing, and reads to the end. */
  static String falterAfter(int port, String part) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(SILENCE_MILLIS_MAX);
      socket.getOutputStream().write(part.getBytes(ISO_8859_1));
      return read(socket);
    }
  }

  private static String read(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] part = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(part);
          n >= 0;
          n = socket.getInputStream().read(part)) {
        answer.append(new String(part, 0, n, ISO_8859_1));
      }
    } catch (SocketException reset) {
      // It closed while something was still on its way to it.
    }
    return answer.toString();
  }
}
