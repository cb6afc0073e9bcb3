package com.example.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.app.platform.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void everyBadVariableIsNamedAtOnceAndNoPasswordIsRepeated() {
    var environment =
        Map.of(
            "PORT",
            "http",
            "DATABASE_URL",
            "mysql://ada:secret@host/db",
            "LOG_LEVEL",
            "loud",
            "DRAIN_DELAY",
            "-1",
            "SHUTDOWN_TIMEOUT",
            "soon",
            "TRUSTED_PROXIES",
            "everybody",
            "REDIS_URL",
            "localhost");
    assertThatThrownBy(() -> Settings.read(environment))
        .message()
        .contains(
            "PORT",
            "DATABASE_URL",
            "LOG_LEVEL",
            "DRAIN_DELAY",
            "SHUTDOWN_TIMEOUT",
            "TRUSTED_PROXIES",
            "REDIS_URL")
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
