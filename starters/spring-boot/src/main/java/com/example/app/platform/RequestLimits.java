package com.example.app.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds the bodies of requests, and has the last word on the headers of responses. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestLimits extends OncePerRequestFilter {

  private static final long MOST_BYTES = 1_048_576;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static volatile boolean closing;

  /** From now on each answer is the last one of its connection. */
  static void closeConnections(boolean closing) {
    RequestLimits.closing = closing;
  }

  /**
   * What depends on how the request went, and has to be said before the head of the answer is sent.
   */
  static void beforeCommit(HttpServletResponse response) {
    if (response.isCommitted()) return;
    if (closing) response.setHeader("Connection", "close");
    if (response.getStatus() == 503 && !response.containsHeader("Retry-After"))
      response.setHeader("Retry-After", "1");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String fault = faultOf(request, response);
    if (request.getContentLengthLong() > MOST_BYTES) {
      response.sendError(413);
    } else if (fault != null) {
      request.setAttribute(RequestValve.DETAIL, fault);
      response.sendError(415);
    } else {
      chain.doFilter(new BoundedRequest(request), new WatchedResponse(response));
    }
  }

  /** Why a body cannot be read, whatever is in it. */
  private static String faultOf(HttpServletRequest request, HttpServletResponse response) {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (!hasBody) return null;
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      response.setHeader("Accept-Encoding", "identity");
      return "Compressed request bodies are not accepted";
    }
    try {
      String type = request.getContentType();
      Charset charset = type == null ? null : MediaType.parseMediaType(type).getCharset();
      if (charset == null || charset.equals(StandardCharsets.UTF_8)) return null;
      return "JSON is UTF-8 (RFC 8259, 8.1); other charsets are not accepted";
    } catch (IllegalArgumentException unreadable) {
      return ErrorCode.UNSUPPORTED_MEDIA_TYPE.detail;
    }
  }

  /** A body that turned out to be larger than what is accepted, or took longer. */
  static final class Exceeded extends IOException {
    final ErrorCode code;

    Exceeded(ErrorCode code) {
      super(code.detail);
      this.code = code;
    }
  }

  private static final class BoundedRequest extends HttpServletRequestWrapper {
    private ServletInputStream body;

    BoundedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body == null) body = new BoundedBody(super.getInputStream());
      return body;
    }
  }

  private static final class BoundedBody extends ServletInputStream {
    private final ServletInputStream body;
    private final long deadline = System.nanoTime() + LONGEST.toNanos();
    private long bytes;

    BoundedBody(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = body.read(into, offset, length);
      bytes += Math.max(read, 0);
      if (bytes > MOST_BYTES) throw new Exceeded(ErrorCode.PAYLOAD_TOO_LARGE);
      if (System.nanoTime() > deadline && read != -1) throw new Exceeded(ErrorCode.REQUEST_TIMEOUT);
      return read;
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }

  /** Whoever writes a body sends the head first. */
  private static final class WatchedResponse extends HttpServletResponseWrapper {
    WatchedResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      beforeCommit(this);
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      beforeCommit(this);
      return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
      beforeCommit(this);
      super.flushBuffer();
    }
  }
}
