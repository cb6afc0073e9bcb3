package com.example.app.users;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/**
 * The users in the database. New ones are inserted by `JdbcAggregateOperations`, as their ids are
 * made here.
 */
interface Users extends Repository<User, UUID> {

  Optional<User> findById(UUID id);

  @Query("select * from users order by created_at, id limit :limit")
  List<User> first(@Param("limit") int limit);

  @Query(
      "select * from users where (created_at, id) > (:createdAt, :id) order by created_at, id limit"
          + " :limit")
  List<User> after(
      @Param("createdAt") Instant createdAt, @Param("id") UUID id, @Param("limit") int limit);

  /** Changes what is not null. */
  @Modifying
  @Query(
      "update users set email = coalesce(:email, email), name = coalesce(:name, name), updated_at ="
          + " :now where id = :id")
  boolean update(
      @Param("id") UUID id,
      @Param("email") String email,
      @Param("name") String name,
      @Param("now") Instant now);

  @Modifying
  @Query("delete from users where id = :id")
  boolean remove(@Param("id") UUID id);

  /**
   * Where a page ends: users are listed from the oldest, and the id tells those of one millisecond
   * apart.
   */
  record Position(Instant createdAt, UUID id) {

    /** As text that clients pass back and need not understand. */
    String cursor() {
      String text = createdAt + " " + id;
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** `null` for anything that `cursor` did not write. */
    static Position of(String cursor) {
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ");
        Position position = new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        return position.cursor().equals(cursor) ? position : null;
      } catch (RuntimeException malformed) {
        return null;
      }
    }
  }

  /** Text that is the cursor of a position. */
  @Constraint(validatedBy = Cursor.Check.class)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Cursor {
    String message() default "expected the nextCursor of another page";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Check implements ConstraintValidator<Cursor, String> {
      @Override
      public boolean isValid(String text, ConstraintValidatorContext context) {
        return text == null || Position.of(text) != null;
      }
    }
  }
}
