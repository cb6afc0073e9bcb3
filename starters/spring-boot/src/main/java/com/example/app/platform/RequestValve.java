package com.example.app.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.util.NetMask;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.res.StringManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * The first and the last to see a request, also one that no filter and no controller ever sees
 * because Tomcat itself refuses it: gives it an id, the answer its headers, an error without a body
 * its problem document, and the log one line.
 */
final class RequestValve extends ValveBase {

  /** A request attribute: the detail of the problem that `sendError` stands for. */
  static final String DETAIL = "problem.detail";

  /** A request attribute: the route's template, once it is known. */
  private static final String ROUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** What cannot break a log line, a header or a page. */
  private static final Pattern ID = Pattern.compile("[\\w.:=+/-]{1,128}");

  /** W3C Trace Context, 3.2. */
  private static final Pattern TRACE =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final StringManager HTTP11 = StringManager.getManager("org.apache.coyote.http11");
  private static final String HEAD_TOO_LARGE = HTTP11.getString("iib.requestheadertoolarge.error");
  private static final String INVALID_TARGET =
      HTTP11.getString("iib.invalidRequestTarget").replaceAll("\\[.*", "");

  private static final List<String> PROBES = List.of("/livez", "/readyz", "/metrics");

  /** Status of a request whose client went away, in logs only (nginx's 499: no answer was sent). */
  private static final int CLIENT_CLOSED = 499;

  private final Logger log = LoggerFactory.getLogger("com.example.app.access");
  private final List<NetMask> trustedProxies;

  RequestValve(List<NetMask> trustedProxies) {
    super(true);
    this.trustedProxies = trustedProxies;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    long began = System.nanoTime();
    String id = idOf(request);
    Matcher trace = TRACE.matcher(String.valueOf(request.getHeader("traceparent")));
    MDC.put("requestId", id);
    if (trace.matches()) MDC.put("traceId", trace.group(1));
    request.setRemoteAddr(clientOf(request));
    response.setHeader("X-Request-ID", id);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        "Content-Security-Policy", policyFor(String.valueOf(request.getRequestURI())));
    response.setHeader("Referrer-Policy", "no-referrer");
    boolean aborted = false;
    try {
      getNext().invoke(request, response);
      boolean mute = !response.isCommitted() && response.getContentWritten() == 0;
      if (mute && response.getStatus() >= 400) explain(request, response);
      RequestLimits.beforeCommit(response);
      // Sends what is left, so that the line below tells what the client has got.
      response.finishResponse();
    } catch (IOException left) {
      aborted = true;
    } finally {
      writeLine(request, response, began, aborted || hasLeft(request));
      MDC.remove("requestId");
      MDC.remove("traceId");
    }
  }

  /** Swagger UI is a page with scripts of its own; everything else is data. */
  private static String policyFor(String path) {
    return path.startsWith("/swagger-ui/")
        ? "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " frame-ancestors 'none'"
        : "default-src 'none'; frame-ancestors 'none'";
  }

  private void explain(Request request, Response response) throws IOException {
    Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    int status = response.getStatus();
    ErrorCode code = status == 400 ? refused(thrown, response.getMessage()) : ErrorCode.of(status);
    response.setStatus(code.status);
    String detail = request.getAttribute(DETAIL) instanceof String said ? said : code.detail;
    byte[] body = Problem.of(code, detail, null).json();
    response.setSuspended(false);
    response.resetBuffer();
    response.setContentType("application/problem+json");
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) response.getOutputStream().write(body);
  }

  /** Tomcat says 400 to everything that it cannot parse; why, only its messages tell. */
  private static ErrorCode refused(Object thrown, String message) {
    String reason =
        thrown instanceof IllegalArgumentException parsing
            ? String.valueOf(parsing.getMessage())
            : "";
    if (reason.equals(HEAD_TOO_LARGE)) return ErrorCode.HEADERS_TOO_LARGE;
    boolean address = message != null || reason.startsWith(INVALID_TARGET);
    return address ? ErrorCode.BAD_URL : ErrorCode.BAD_REQUEST;
  }

  private void writeLine(Request request, Response response, long began, boolean aborted) {
    int status = aborted ? CLIENT_CLOSED : response.getStatus();
    String path = String.valueOf(request.getRequestURI());
    Level level = PROBES.contains(path) ? Level.DEBUG : levelOf(status);
    if (!log.isEnabledForLevel(level)) return;
    var line =
        log.atLevel(level).addKeyValue("method", request.getMethod()).addKeyValue("path", path);
    if (request.getAttribute(ROUTE) instanceof String route)
      line = line.addKeyValue("route", route);
    line =
        line.addKeyValue("status", status)
            .addKeyValue("durationMs", (System.nanoTime() - began) / 1_000 / 1_000.0)
            .addKeyValue(
                "bytes", "HEAD".equals(request.getMethod()) ? 0 : response.getContentWritten())
            .addKeyValue("remoteAddress", request.getRemoteAddr());
    if (aborted) line = line.addKeyValue("aborted", true);
    line.log(aborted ? "request aborted" : "request completed");
  }

  private static Level levelOf(int status) {
    if (status >= 500) return Level.ERROR;
    return status >= 400 && status != CLIENT_CLOSED ? Level.WARN : Level.INFO;
  }

  /** Keeps a well-formed id; anything else (too long, odd characters, sent twice) is replaced. */
  private static String idOf(Request request) {
    var sent = request.getHeaders("X-Request-ID");
    String first = sent.hasMoreElements() ? sent.nextElement() : null;
    boolean kept = first != null && !sent.hasMoreElements() && ID.matcher(first).matches();
    return kept ? first : UUID.randomUUID().toString();
  }

  /** The peer, or what trusted proxies say in `X-Forwarded-For`, read from the right. */
  private String clientOf(Request request) {
    String client = request.getRemoteAddr();
    String forwarded = request.getHeader("X-Forwarded-For");
    if (forwarded == null || !isTrusted(client)) return client;
    String[] hops = forwarded.split(",");
    for (int i = hops.length - 1; i >= 0 && isAddress(hops[i].trim()); i--) {
      client = hops[i].trim();
      if (!isTrusted(client)) break;
    }
    return client;
  }

  private boolean isTrusted(String address) {
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return trustedProxies.stream().anyMatch(mask -> mask.matches(parsed));
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  /** Digits and colons only: a name would be looked up. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9a-fA-F:.]{2,45}")
        && (text.contains(":") || text.matches("(\\d{1,3}\\.){3}\\d{1,3}"));
  }

  /** Whether the client went away before its request was complete. */
  private static boolean hasLeft(Request request) {
    Exception failure = request.getCoyoteRequest().getErrorException();
    return failure instanceof IOException
        && !(failure instanceof BadRequestException)
        && !(failure instanceof SocketTimeoutException);
  }
}
