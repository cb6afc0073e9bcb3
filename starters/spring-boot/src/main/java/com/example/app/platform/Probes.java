package com.example.app.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
// seaworthy:if redis
import org.springframework.beans.factory.ObjectProvider;
// seaworthy:end
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
// seaworthy:if redis
import org.springframework.data.redis.connection.RedisConnectionFactory;
// seaworthy:end
import org.springframework.stereotype.Component;

/** The probes, as endpoints of the actuator. They tell names only, never what a driver said. */
final class Probes {

  private Probes() {}

  /** The process answers, whatever its dependencies do. */
  @Component
  @WebEndpoint(id = "livez")
  static class Live {
    @ReadOperation(produces = "application/json")
    Map<String, String> answer() {
      return Map.of("status", "ok");
    }
  }

  /**
   * Requests are welcome: not while starting, while draining, and while a required dependency is
   * down.
   */
  @Component
  @WebEndpoint(id = "readyz")
  static class Ready {
    private final ApplicationAvailability availability;
    private final Map<String, Check> checks = new LinkedHashMap<>();

    Ready(
        ApplicationAvailability availability,
        // seaworthy:if redis
        ObjectProvider<RedisConnectionFactory> redis,
        // seaworthy:end
        DataSource database) {
      this.availability = availability;
      checks.put("database", new Check("database", true, () -> isValid(database)));
      // seaworthy:if redis
      redis.ifAvailable(
          factory -> checks.put("redis", new Check("redis", false, () -> ping(factory))));
      // seaworthy:end
    }

    @ReadOperation(produces = "application/json")
    WebEndpointResponse<Map<String, Object>> answer() {
      Map<String, String> results = new LinkedHashMap<>();
      boolean up = true;
      for (Check check : checks.values()) {
        boolean isUp = check.isUp();
        results.put(check.name, isUp ? "ok" : check.required ? "down" : "degraded");
        up &= isUp || !check.required;
      }
      // A check takes its time, and the signal to stop may have come meanwhile.
      boolean ready = up && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("status", ready ? "ok" : "unavailable");
      body.put("checks", results);
      return new WebEndpointResponse<>(body, ready ? 200 : 503);
    }

    private static boolean isValid(DataSource database) throws SQLException {
      try (Connection connection = database.getConnection()) {
        return connection.isValid(1);
      }
    }

    // seaworthy:if redis
    private static boolean ping(RedisConnectionFactory redis) {
      try (var connection = redis.getConnection()) {
        return "PONG".equals(connection.ping());
      }
    }
    // seaworthy:end
  }

  private interface Question {
    boolean ask() throws Exception;
  }

  /** Asks one dependency, one question at a time, and keeps the answer for a second. */
  private static final class Check {
    private static final Logger log = LoggerFactory.getLogger(Probes.class);
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The whole answer stays within the second that a probe waits. */
    private static final long TIMEOUT_MILLIS = 900;

    final String name;
    final boolean required;
    private final Question question;
    private CompletableFuture<Boolean> asked;
    private long askedAt;
    private Boolean last;

    Check(String name, boolean required, Question question) {
      this.name = name;
      this.required = required;
      this.question = question;
    }

    boolean isUp() {
      boolean up = false;
      Throwable reason = null;
      try {
        up = answer().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      } catch (ExecutionException failed) {
        reason = failed.getCause();
      } catch (TimeoutException late) {
        reason = late;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      tell(up, reason);
      return up;
    }

    private synchronized CompletableFuture<Boolean> answer() {
      boolean fresh =
          asked != null && (!asked.isDone() || System.nanoTime() - askedAt < KEPT_NANOS);
      if (fresh) return asked;
      askedAt = System.nanoTime();
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  answer.complete(question.ask());
                } catch (Throwable failed) {
                  answer.completeExceptionally(failed);
                }
              },
              "check-" + name);
      thread.setDaemon(true);
      thread.start();
      return asked = answer;
    }

    /** One line when a dependency goes or comes back, not one per probe. */
    private synchronized void tell(boolean up, Throwable reason) {
      if (last != null && last == up) return;
      if (!up) log.atWarn().addKeyValue("check", name).setCause(reason).log("dependency is down");
      else if (last != null) log.atInfo().addKeyValue("check", name).log("dependency is up");
      last = up;
    }
  }
}
