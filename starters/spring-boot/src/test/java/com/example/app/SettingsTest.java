package com.example.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.app.platform.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void everyBadVariableIsNamedAtOnceAndNoPasswordIsRepeated() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PORT", "http");
    environment.put("DATABASE_URL", "mysql://ada:secret@host/db");
    // seaworthy:if redis
    environment.put("REDIS_URL", "localhost");
    // seaworthy:end
    environment.put("LOG_LEVEL", "loud");
    environment.put("DRAIN_DELAY", "-1");
    environment.put("SHUTDOWN_TIMEOUT", "soon");
    environment.put("TRUSTED_PROXIES", "everybody");
    assertThatThrownBy(() -> Settings.read(environment))
        .message()
        .contains(environment.keySet())
        .doesNotContain("secret");
  }

  @Test
  void aPostgresAddressBecomesOneOfJdbc() {
    var settings =
        Settings.read(
            Map.of("DATABASE_URL", "postgres://ada:p%40ss+word@db.internal/users?sslmode=require"));
    assertThat(settings.properties())
        .containsEntry("spring.datasource.username", "ada")
        .containsEntry("spring.datasource.password", "p@ss+word")
        .containsEntry("spring.flyway.user", "ada");
    assertThat(settings.properties().get("spring.datasource.url"))
        .startsWith("jdbc:postgresql://db.internal:5432/users?sslmode=require&");
  }

  @Test
  void inProductionTheDatabaseIsRequired() {
    assertThatThrownBy(() -> Settings.read(Map.of("SPRING_PROFILES_ACTIVE", "production")))
        .hasMessageContaining("DATABASE_URL");
  }
}
