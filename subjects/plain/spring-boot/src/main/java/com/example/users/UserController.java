package com.example.users;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
public class UserController {

  public record User(long id, String email, String name) {}

  public record NewUser(String email, String name) {}

  private final List<User> users = new CopyOnWriteArrayList<>(List.of(new User(1, "ada@example.com", "Ada")));

  @GetMapping("/users")
  public List<User> users() {
    return users;
  }

  @GetMapping("/users/{id}")
  public User user(@PathVariable long id) {
    return users.stream()
        .filter(user -> user.id() == id)
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @PostMapping("/users")
  @ResponseStatus(HttpStatus.CREATED)
  public User create(@RequestBody NewUser newUser) {
    User user = new User(users.size() + 1, newUser.email(), newUser.name());
    users.add(user);
    return user;
  }
}
