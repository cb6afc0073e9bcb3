package com.example.app.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.util.NetMask;

/**
 * What the service takes from its environment; `.env.example` explains each variable.
 *
 * @param properties the same in Spring's words
 */
public record Settings(
    Duration drainDelay,
    Duration shutdownTimeout,
    List<NetMask> trustedProxies,
    Map<String, String> properties) {

  /** Whoever holds its lock has the database's file; closed by the end of the process. */
  private static FileChannel claim;

  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "info", "warn", "error", "fatal", "silent");

  /** Ends the process with a sentence about each bad variable. */
  public static Settings readOrExit(Map<String, String> environment) {
    try {
      return read(environment);
    } catch (IllegalArgumentException invalid) {
      // Logging is configured by what is wrong here, so there is no logger yet.
      System.out.println(JsonLog.line("fatal", invalid.getMessage()));
      System.exit(1);
      throw invalid;
    }
  }

  /**
   * Throws one exception that names every bad variable. Never repeats a value that may hold a
   * password.
   */
  public static Settings read(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    Map<String, String> properties = new HashMap<>();
    properties.put("server.port", String.valueOf(reader.number("PORT", 3000, 65_535)));
    properties.put("server.address", reader.text("HOST", "0.0.0.0"));
    String level = reader.oneOf("LOG_LEVEL", "info", LEVELS);
    String springLevel = level.equals("silent") ? "off" : level;
    properties.put("logging.level.com.example.app", springLevel);
    // Libraries are verbose below info, and may tell what nobody should read in a log.
    boolean verbose = level.equals("trace") || level.equals("debug");
    properties.put("logging.level.root", verbose ? "info" : springLevel);
    boolean production = reader.text("SPRING_PROFILES_ACTIVE", "").contains("production");
    properties.putAll(database(reader, production));
    // seaworthy:if redis
    properties.putAll(redis(reader));
    // seaworthy:end
    Duration drainDelay = Duration.ofMillis(reader.number("DRAIN_DELAY", 0, 3_600_000));
    Duration shutdownTimeout =
        Duration.ofMillis(reader.number("SHUTDOWN_TIMEOUT", 10_000, 3_600_000));
    List<NetMask> trustedProxies = reader.addresses("TRUSTED_PROXIES");
    if (!reader.faults.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid environment: " + String.join("; ", reader.faults));
    }
    return new Settings(drainDelay, shutdownTimeout, trustedProxies, properties);
  }

  private static Map<String, String> database(Reader reader, boolean production) {
    URI uri =
        reader.uri(
            "DATABASE_URL", "postgres://user:password@host/database", "postgres", "postgresql");
    if (uri == null) {
      if (production && reader.isUnset("DATABASE_URL")) {
        reader.faults.add("DATABASE_URL: required when the profile is production");
      }
      return Map.of(
          "spring.datasource.url", embedded(),
          "spring.datasource.username", "sa",
          "spring.data.jdbc.dialect", "h2");
    }
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery() + "&";
    String server =
        "jdbc:postgresql://%s:%d%s?"
            .formatted(uri.getHost(), uri.getPort() == -1 ? 5432 : uri.getPort(), uri.getRawPath());
    String[] account =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    String user = account.length > 0 ? decoded(account[0]) : "";
    String password = account.length > 1 ? decoded(account[1]) : "";
    // The server gives up on a statement first and says so; the client gives up on a server that
    // says nothing.
    String limits =
        "connectTimeout=2&socketTimeout=3&tcpKeepAlive=true"
            + "&options=-c%20statement_timeout=2000"
            + "%20-c%20idle_in_transaction_session_timeout=10000";
    return Map.of(
        "spring.datasource.url", server + query + limits,
        "spring.datasource.username", user,
        "spring.datasource.password", password,
        // Told, so that nobody has to ask the database, which may be late.
        "spring.data.jdbc.dialect", "postgresql",
        // A migration, or the wait for another instance's, may take longer than a request.
        "spring.flyway.url", server + query + "connectTimeout=5&tcpKeepAlive=true",
        "spring.flyway.user", user,
        "spring.flyway.password", password);
  }

  /** A database in a file, or in memory while another process of this folder has the file. */
  private static String embedded() {
    String place = "mem:users";
    try {
      Files.createDirectories(Path.of(".data"));
      if (claim == null)
        claim =
            FileChannel.open(
                Path.of(".data/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (claim.tryLock() != null) place = "file:./.data/users";
    } catch (IOException | OverlappingFileLockException unusable) {
      // A folder that cannot be written to, or a second service in one process: memory will do.
    }
    return "jdbc:h2:"
        + place
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
        + ";DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
  }

  // seaworthy:if redis
  private static Map<String, String> redis(Reader reader) {
    URI uri = reader.uri("REDIS_URL", "redis://host:port", "redis", "rediss");
    if (uri != null) return Map.of("spring.data.redis.url", uri.toString());
    String modules = "org.springframework.boot.data.redis.autoconfigure.";
    return Map.of(
        "spring.autoconfigure.exclude",
        modules
            + "DataRedisAutoConfiguration,"
            + modules
            + "DataRedisRepositoriesAutoConfiguration,"
            + modules
            + "DataRedisReactiveAutoConfiguration");
  }

  // seaworthy:end

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private record Reader(Map<String, String> environment, List<String> faults) {
    Reader(Map<String, String> environment) {
      this(environment, new ArrayList<>());
    }

    boolean isUnset(String name) {
      return environment.getOrDefault(name, "").isBlank();
    }

    String text(String name, String otherwise) {
      return isUnset(name) ? otherwise : environment.get(name).trim();
    }

    long number(String name, long otherwise, long most) {
      String text = text(name, String.valueOf(otherwise));
      if (text.matches("\\d{1,9}") && Long.parseLong(text) <= most) return Long.parseLong(text);
      faults.add(
          "%s: expected a whole number from 0 to %d, got \"%s\"".formatted(name, most, text));
      return otherwise;
    }

    String oneOf(String name, String otherwise, Set<String> known) {
      String text = text(name, otherwise);
      if (known.contains(text)) return text;
      faults.add(
          "%s: expected one of %s, got \"%s\""
              .formatted(name, String.join(", ", known.stream().sorted().toList()), text));
      return otherwise;
    }

    URI uri(String name, String example, String... schemes) {
      if (isUnset(name)) return null;
      try {
        URI uri = URI.create(text(name, ""));
        if (Arrays.asList(schemes).contains(uri.getScheme()) && uri.getHost() != null) return uri;
      } catch (IllegalArgumentException malformed) {
        // Said below.
      }
      faults.add("%s: expected an address such as %s".formatted(name, example));
      return null;
    }

    List<NetMask> addresses(String name) {
      List<NetMask> masks = new ArrayList<>();
      for (String text : text(name, "").split(",")) {
        try {
          if (!text.isBlank()) masks.add(new NetMask(text.trim()));
        } catch (IllegalArgumentException malformed) {
          faults.add(
              "%s: expected IP addresses or ranges such as 10.0.0.0/8, got \"%s\""
                  .formatted(name, text.trim()));
        }
      }
      return masks;
    }
  }
}
