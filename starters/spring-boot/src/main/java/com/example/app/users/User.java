package com.example.app.users;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A user as stored, and as everybody may see it: without the hash of the password. */
@Table("users")
public record User(
    @Id @Schema(requiredMode = Schema.RequiredMode.REQUIRED) UUID id,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "email") String email,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
    @JsonIgnore String passwordHash,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        @JsonFormat(pattern = TIME, timezone = "UTC")
        Instant createdAt,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
        @JsonFormat(pattern = TIME, timezone = "UTC")
        Instant updatedAt) {

  private static final String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSSX";

  static User create(String email, String name, String passwordHash) {
    Instant now = now();
    return new User(UUID.randomUUID(), email, name, passwordHash, now, now);
  }

  /** In milliseconds, as the database keeps it. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
