package com.example.app;

import com.example.app.platform.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real service on a free port, with a database of its own: in memory, or the one of
 * `DATABASE_URL`.
 */
final class Service implements AutoCloseable {

  static final String ADA =
      "{\"email\":\"Ada@Example.com\",\"name\":\"Ada\",\"password\":\"correct horse battery\"}";

  final ConfigurableApplicationContext context;
  final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  Service(Map<String, String> environment) {
    Map<String, String> all =
        new HashMap<>(Map.of("PORT", "0", "HOST", "127.0.0.1", "LOG_LEVEL", "error"));
    all.putAll(environment);
    String database = System.getenv("DATABASE_URL");
    if (database != null) all.putIfAbsent("DATABASE_URL", database);
    String memory =
        "--spring.datasource.url=jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";DB_CLOSE_DELAY=-1";
    context =
        Application.of(Settings.read(all))
            .run(all.containsKey("DATABASE_URL") ? new String[0] : new String[] {memory});
    port = context.getEnvironment().getProperty("local.server.port", Integer.class);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && headers.length == 0) request.header("Content-Type", "application/json");
    if (headers.length > 0) request.headers(headers);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(method + " " + path, failed);
    }
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null);
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() {
    context.close();
  }
}
