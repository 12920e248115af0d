package doublegrok.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers in a sentence to what Jetty itself refuses; its own page would name its classes. */
final class PlainErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    byte[] body =
        Json.text(Map.of("error", HttpLimits.sentence(response.getStatus()))).getBytes(UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    if (request instanceof ServletContextRequest inServlet) {
      // The servlet's output ends the response, and would not know of another last write.
      inServlet.getHttpServletResponse().getOutputStream().write(body);
      callback.succeeded();
    } else {
      response.write(true, ByteBuffer.wrap(body), callback);
    }
    return true;
  }
}
