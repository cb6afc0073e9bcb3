package com.example.app.platform;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What people read: a page for each kind of error, and the errors in the OpenAPI document. */
@Hidden
@RestController
class Docs {

  private static final String STYLE =
      "body{margin:0 auto;max-width:44rem;padding:3rem 1.25rem;font:16px/1.6"
          + " system-ui,sans-serif;color-scheme:light dark}a{color:inherit}li{margin:.5rem"
          + " 0}code{font-family:ui-monospace,monospace}";

  @GetMapping({"/errors", "/errors/"})
  ResponseEntity<String> errors() {
    String list =
        Arrays.stream(ErrorCode.values())
            .map(
                code ->
                    "<li><a href=\"/errors/%s\">%d <code>%s</code></a><br>%s</li>"
                        .formatted(code.slug(), code.status, code, code.meaning))
            .collect(Collectors.joining("\n"));
    return page(
        "Errors of this service",
        "<p>Every error answer names its kind in <code>type</code> and <code>code</code>. Programs"
            + " should look at those, never at the texts.</p>\n"
            + "<ul>\n"
            + list
            + "\n</ul>\n");
  }

  @GetMapping("/errors/{slug}")
  ResponseEntity<String> error(@PathVariable("slug") String slug) {
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(known -> known.slug().equals(slug))
            .findFirst()
            .orElseThrow(() -> new Problem.Thrown(ErrorCode.NOT_FOUND, "Error page not found"));
    String body =
        """
        <p><code>%s</code></p>
        <h2>What it means</h2>
        <p>%s</p>
        <h2>What to do</h2>
        <p>%s</p>
        <p><a href="/errors">All errors of this service</a></p>
        """;
    return page(code.status + " " + code.title(), body.formatted(code, code.meaning, code.action));
  }

  private static ResponseEntity<String> page(String title, String body) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <h1>%s</h1>
        %s</body>
        </html>
        """;
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/html;charset=utf-8"))
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .body(html.formatted(title, STYLE, title, body));
  }

  @Bean
  static OpenApiCustomizer problems() {
    return api -> {
      api.setInfo(new Info().title("Users").version("1.0.0"));
      api.setServers(null);
      ModelConverters.getInstance(true)
          .readAll(Problem.class)
          .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
      api.getPaths()
          .forEach(
              (path, item) ->
                  item.readOperations().forEach(operation -> document(path, operation)));
    };
  }

  private static void document(String path, Operation operation) {
    boolean body = operation.getRequestBody() != null;
    boolean id = path.contains("{");
    List<Integer> statuses =
        java.util.stream.Stream.of(
                400, id ? 404 : 0, body ? 409 : 0, body ? 413 : 0, body ? 415 : 0, 500, 503)
            .filter(status -> status > 0)
            .toList();
    Header requestId =
        new Header()
            .description("Identifies this request in every log line; the one you send is kept.")
            .schema(new Schema<String>().types(java.util.Set.of("string")));
    operation
        .getResponses()
        .values()
        .forEach(response -> response.addHeaderObject("X-Request-ID", requestId));
    for (int status : statuses) {
      ErrorCode code = ErrorCode.of(status);
      operation
          .getResponses()
          .addApiResponse(
              String.valueOf(status),
              new ApiResponse()
                  .description(code.title())
                  .addHeaderObject("X-Request-ID", requestId)
                  .content(
                      new Content()
                          .addMediaType(
                              "application/problem+json",
                              new io.swagger.v3.oas.models.media.MediaType()
                                  .schema(
                                      new Schema<Problem>()
                                          .$ref("#/components/schemas/Problem")))));
    }
  }
}
