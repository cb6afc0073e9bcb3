package com.example.app;

import static com.example.app.Service.ADA;
import static com.example.app.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {

  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service(Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/livez", "/readyz", "/metrics", "/openapi.json", "/errors", "/errors/not-found"})
  void probesPrometheusAndPeopleAreAnswered(String path) {
    assertThat(service.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void theDocumentationNeedsNobodyElse() {
    assertThat(service.get("/docs").headers().firstValue("Location"))
        .contains("/swagger-ui/index.html");
    var page = service.get("/swagger-ui/index.html");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("https://");
    assertThat(json(service.get("/openapi.json")).get("paths").propertyNames())
        .containsExactlyInAnyOrder("/users", "/users/{id}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nope, 404, NOT_FOUND",
    "PUT, /users, 405, METHOD_NOT_ALLOWED",
    "POST, /livez, 405, METHOD_NOT_ALLOWED",
    "GET, /users/nobody, 404, NOT_FOUND",
  })
  void errorsAreProblems(String method, String path, int status, String code) {
    isProblem(service.send(method, path, null), status, code);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, '{\"a\":', 400, MALFORMED_JSON",
    "application/json, '{} {}', 400, MALFORMED_JSON",
    "application/json, '', 400, VALIDATION_ERROR",
    "text/plain, '{}', 415, UNSUPPORTED_MEDIA_TYPE",
    "application/json;charset=latin1, '{}', 415, UNSUPPORTED_MEDIA_TYPE",
    "nonsense, '{}', 415, UNSUPPORTED_MEDIA_TYPE",
  })
  void bodiesThatCannotBeReadAreProblems(String type, String body, int status, String code) {
    isProblem(service.send("POST", "/users", body, "Content-Type", type), status, code);
  }

  @Test
  void largeBodiesAreRefusedHoweverTheyCome() throws IOException {
    String large = "{\"name\":\"" + "a".repeat(1_100_000) + "\"}";
    isProblem(service.send("POST", "/users", large), 413, "PAYLOAD_TOO_LARGE");
    String head =
        "POST /users HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Content-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    assertThat(
            exchange(head + Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("PAYLOAD_TOO_LARGE");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /users/%zz HTTP/1.1\r\nHost: a', 400, BAD_URL",
    "'GET /{ HTTP/1.1\r\nHost: a', 400, BAD_URL",
    "'GET / HTTP/1.1', 400, BAD_REQUEST",
    "'NONSENSE', 400, BAD_REQUEST"
  })
  void whatTomcatItselfRefusesIsAProblemToo(String head, int status, String code)
      throws IOException {
    assertThat(exchange(head + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("\r\nx-request-id: ")
        .contains("application/problem+json")
        .contains("\"code\":\"" + code + "\"");
  }

  @Test
  void largeHeadsAre431() throws IOException {
    assertThat(exchange("GET /users HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("HEADERS_TOO_LARGE");
  }

  @ParameterizedTest
  @CsvSource({"abc-1, true", "'a b', false", "'<script>', false"})
  void aRequestIdIsKeptIfItIsHarmless(String id, boolean kept) {
    var response = service.send("GET", "/nope", null, "X-Request-ID", id);
    String answered = response.headers().firstValue("X-Request-ID").orElseThrow();
    assertThat(answered.equals(id)).isEqualTo(kept);
    assertThat(json(response).get("requestId").asString()).isEqualTo(answered);
  }

  @Test
  @Timeout(30)
  void anOpenRequestIsAnsweredWhileTheServiceIsStopping() throws Exception {
    Service other = new Service(Map.of("SHUTDOWN_TIMEOUT", "10000", "DATABASE_URL", ""));
    try (Socket socket = new Socket("127.0.0.1", other.port);
        Socket idle = new Socket("127.0.0.1", other.port)) {
      String head =
          "POST /users HTTP/1.1\r\n"
              + "Host: a\r\n"
              + "Content-Type: application/json\r\n"
              + "Expect: 100-continue\r\n"
              + "Content-Length: "
              + ADA.length()
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] interim = socket.getInputStream().readNBytes("HTTP/1.1 100 \r\n\r\n".length());
      assertThat(new String(interim, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100");
      Thread stopping = new Thread(other::close);
      stopping.start();
      Thread.sleep(300);
      socket.getOutputStream().write(ADA.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 201 ")
          .containsIgnoringCase("\r\nconnection: close\r\n");
      stopping.join();
    }
  }

  private static void isProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("X-Request-ID")).isPresent();
    assertThat(json(response).get("status").asInt()).isEqualTo(status);
    assertThat(json(response).get("code").asString()).isEqualTo(code);
    String page = json(response).get("type").asString();
    assertThat(service.get(page).body()).contains(code);
  }

  /** Bytes as they are, and what comes back until the connection ends. */
  private static String exchange(String bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", service.port)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
      StringBuilder answer = new StringBuilder();
      byte[] some = new byte[8192];
      for (int read; (read = socket.getInputStream().read(some)) > 0; ) {
        answer.append(new String(some, 0, read, StandardCharsets.UTF_8));
        if (answer.toString().endsWith("}")) break;
      }
      return answer.toString();
    }
  }
}
