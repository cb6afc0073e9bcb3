package com.example.app.users;

import com.example.app.platform.ErrorCode;
import com.example.app.platform.Problem;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP to users and back. */
@Tag(name = "users")
@RestController
@RequestMapping(path = "/users", produces = "application/json")
class UserController {

  private static final String EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]{2,}";
  private static final String NO_CONTROLS = "\\P{Cc}*";
  private static final String PRINTABLE = "must not contain control characters";

  record CreateUser(
      @NotNull(message = "Required") @Size(max = 254) @Email(regexp = EMAIL) String email,
      @NotNull(message = "Required")
          @Size(min = 1, max = 100)
          @Pattern(regexp = NO_CONTROLS, message = PRINTABLE)
          String name,
      // The upper end is for the hash's sake: its cost grows with the length.
      @NotNull(message = "Required") @Size(min = 12, max = 256) String password) {

    CreateUser {
      email = normalised(email);
      name = name == null ? null : name.strip();
    }

    @Override
    public String toString() {
      return "CreateUser";
    }
  }

  /** What is null stays as it is; a null in the body itself is refused. */
  record UpdateUser(
      @Size(max = 254) @Email(regexp = EMAIL) String email,
      @Size(min = 1, max = 100) @Pattern(regexp = NO_CONTROLS, message = PRINTABLE) String name) {

    UpdateUser {
      email = normalised(email);
      name = name == null ? null : name.strip();
    }
  }

  record Paging(
      @Min(1) @Max(100) @Schema(defaultValue = "20") Integer limit,
      @Schema(description = "The `nextCursor` of the page before.") @Users.Cursor String cursor) {

    Paging {
      if (limit == null) limit = 20;
    }
  }

  record Page(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<User> data,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              types = {"string", "null"},
              description = "The `cursor` of the next page; null on the last one.")
          String nextCursor) {}

  private final Users users;
  private final JdbcAggregateOperations database;
  private final Passwords passwords;

  UserController(Users users, JdbcAggregateOperations database, Passwords passwords) {
    this.users = users;
    this.database = database;
    this.passwords = passwords;
  }

  @PostMapping(consumes = "application/json")
  @ResponseStatus(HttpStatus.CREATED)
  User create(@Valid @RequestBody CreateUser body, HttpServletResponse response) {
    User user = User.create(body.email, body.name, passwords.hash(body.password));
    unlessTaken(() -> database.insert(user));
    response.setHeader("Location", "/users/" + user.id());
    return user;
  }

  @GetMapping
  Page list(@Valid @ParameterObject Paging paging) {
    int limit = paging.limit;
    // One more than asked for tells whether there is a next page.
    Users.Position after = paging.cursor == null ? null : Users.Position.of(paging.cursor);
    List<User> found =
        after == null
            ? users.first(limit + 1)
            : users.after(after.createdAt(), after.id(), limit + 1);
    List<User> data = found.subList(0, Math.min(limit, found.size()));
    if (found.size() <= limit) return new Page(data, null);
    User last = data.get(data.size() - 1);
    return new Page(data, new Users.Position(last.createdAt(), last.id()).cursor());
  }

  @GetMapping("/{id}")
  User get(@Parameter(schema = @Schema(format = "uuid")) @PathVariable("id") String id) {
    return users.findById(uuid(id)).orElseThrow(UserController::missing);
  }

  @PatchMapping(path = "/{id}", consumes = "application/json")
  User update(
      @Parameter(schema = @Schema(format = "uuid")) @PathVariable("id") String id,
      @Valid @RequestBody UpdateUser body) {
    UUID known = uuid(id);
    if (body.email == null && body.name == null)
      throw Problem.Thrown.body("expected an email, a name or both");
    unlessTaken(() -> users.update(known, body.email, body.name, User.now()));
    return users.findById(known).orElseThrow(UserController::missing);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@Parameter(schema = @Schema(format = "uuid")) @PathVariable("id") String id) {
    if (!users.remove(uuid(id))) throw missing();
  }

  private static <T> T unlessTaken(Supplier<T> change) {
    try {
      return change.get();
    } catch (DuplicateKeyException taken) {
      throw new Problem.Thrown(ErrorCode.CONFLICT, "This email is taken by another user", taken);
    }
  }

  /** What is no UUID is the id of nobody, so the answer is 404 and not 400. */
  private static UUID uuid(String id) {
    if (!id.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) throw missing();
    return UUID.fromString(id);
  }

  private static Problem.Thrown missing() {
    return new Problem.Thrown(ErrorCode.NOT_FOUND, "User not found");
  }

  private static String normalised(String email) {
    return email == null ? null : email.toLowerCase(Locale.ROOT);
  }
}
