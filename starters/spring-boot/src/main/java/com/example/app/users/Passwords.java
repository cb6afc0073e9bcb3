package com.example.app.users;

import com.example.app.platform.ErrorCode;
import com.example.app.platform.Problem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one
 * lane.
 */
@Component
class Passwords {

  private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);

  /** Each hash needs a processor and 19 MiB: more at once would only take memory. */
  private final Semaphore places = new Semaphore(Runtime.getRuntime().availableProcessors());

  /**
   * What is stored instead of a password. Takes tens of milliseconds by design: never inside a
   * transaction.
   */
  String hash(String password) {
    try {
      if (!places.tryAcquire(5, TimeUnit.SECONDS))
        throw new Problem.Thrown(ErrorCode.SERVICE_UNAVAILABLE, null);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Problem.Thrown(ErrorCode.SERVICE_UNAVAILABLE, null, interrupted);
    }
    try {
      return encoder.encode(password);
    } finally {
      places.release();
    }
  }
}
