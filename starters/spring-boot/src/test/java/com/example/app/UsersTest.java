package com.example.app;

import static com.example.app.Service.ADA;
import static com.example.app.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

class UsersTest {

  private static final String NOBODY = "/users/00000000-0000-4000-8000-000000000000";
  private static Service service;

  @BeforeAll
  static void start() {
    service = new Service(Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void empty() {
    service.context.getBean(JdbcTemplate.class).execute("delete from users");
  }

  @Test
  void aNewUserIsAnsweredWithItsAddressAndWithoutThePassword() {
    var response = service.send("POST", "/users", ADA);
    assertThat(response.statusCode()).isEqualTo(201);
    JsonNode user = json(response);
    assertThat(user.propertyNames())
        .containsExactly("id", "email", "name", "createdAt", "updatedAt");
    assertThat(user.get("email").asString()).isEqualTo("ada@example.com");
    assertThat(response.headers().firstValue("Location"))
        .contains("/users/" + user.get("id").asString());
    assertThat(json(service.get("/users/" + user.get("id").asString()))).isEqualTo(user);
  }

  @Test
  void thePasswordIsStoredAsAnArgon2idHash() {
    service.send("POST", "/users", ADA);
    String hash =
        service
            .context
            .getBean(JdbcTemplate.class)
            .queryForObject("select password_hash from users", String.class);
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void anEmailIsTakenInWhateverCase() {
    service.send("POST", "/users", ADA);
    var response = service.send("POST", "/users", ADA.replace("Ada@", "ADA@"));
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(json(response).get("code").asString()).isEqualTo("CONFLICT");
  }

  @Test
  void everyBadFieldIsNamedAtOnceAndNoValueIsRepeated() {
    var response =
        service.send("POST", "/users", "{\"email\":\"ada\",\"name\":7,\"password\":\"short\"}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("errors").values())
        .extracting(error -> error.get("pointer").asString())
        .containsExactlyInAnyOrder("#/email", "#/name", "#/password");
    assertThat(response.body()).doesNotContain("short").doesNotContain("\"ada\"");
  }

  @Test
  void aNameThatTheDatabaseCannotStoreIsRefused() {
    var response = service.send("POST", "/users", ADA.replace("\"Ada\"", "\"A\\u0000\""));
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void everyUserIsListedOncePageByPageEvenThoseOfOneMillisecond() {
    for (int i = 0; i < 7; i++) {
      service
          .context
          .getBean(JdbcTemplate.class)
          .update(
              "insert into users values (?, ?, ?, '', timestamp with time zone '2026-01-01"
                  + " 00:00:00.123Z', timestamp with time zone '2026-01-01 00:00:00.123Z')",
              java.util.UUID.randomUUID(),
              "user" + i + "@example.com",
              "user " + i);
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(service.get("/users?limit=3" + cursor));
      page.get("data").forEach(user -> seen.add(user.get("name").asString()));
      cursor =
          page.get("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asString();
    } while (cursor != null);
    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=101", "limit=ten", "cursor=nonsense", "cursor=nonsense&limit=0"})
  void aBadParameterIsNamed(String query) {
    var response = service.get("/users?" + query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/errors/0/field").asString()).isEqualTo(query.split("=")[0]);
    assertThat(json(response).at("/errors/0/in").asString()).isEqualTo("query");
  }

  @Test
  void aChangeChangesWhatIsGivenAndNothingElse() {
    String id = json(service.send("POST", "/users", ADA)).get("id").asString();
    JsonNode user = json(service.send("PATCH", "/users/" + id, "{\"name\":\"Ada Lovelace\"}"));
    assertThat(user.get("name").asString()).isEqualTo("Ada Lovelace");
    assertThat(user.get("email").asString()).isEqualTo("ada@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\":null}", "{\"name\":1}", "[]", "null"})
  void aChangeOfNothingIsRefused(String body) {
    var response = service.send("PATCH", NOBODY, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asString()).isEqualTo("VALIDATION_ERROR");
  }

  @Test
  void anEmailOfSomebodyElseCannotBeTaken() {
    service.send("POST", "/users", ADA);
    String id =
        json(service.send("POST", "/users", ADA.replace("Ada@", "bob@"))).get("id").asString();
    assertThat(
            service.send("PATCH", "/users/" + id, "{\"email\":\"ada@example.com\"}").statusCode())
        .isEqualTo(409);
  }

  @Test
  void whatIsRemovedIsGone() {
    String path = "/users/" + json(service.send("POST", "/users", ADA)).get("id").asString();
    assertThat(service.send("DELETE", path, null).statusCode()).isEqualTo(204);
    assertThat(service.send("DELETE", path, null).statusCode()).isEqualTo(404);
    assertThat(service.get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users/nobody", NOBODY})
  void nobodyIsNotFound(String path) {
    assertThat(json(service.get(path)).get("code").asString()).isEqualTo("NOT_FOUND");
  }
}
