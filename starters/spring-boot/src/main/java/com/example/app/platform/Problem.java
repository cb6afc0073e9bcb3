package com.example.app.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

/** An error as clients see it (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    String requestId,
    List<Field> errors) {

  /**
   * One refused value, without the value; `pointer` is a fragment (RFC 6901, 6) into the part named
   * by `in`.
   */
  public record Field(String field, String message, String code, String pointer, String in) {

    static Field of(String path, String message, String code, String in) {
      boolean whole = path.isEmpty();
      String pointer =
          "#"
              + (whole
                  ? ""
                  : "/"
                      + path.replace("~", "~0")
                          .replace("/", "~1")
                          .replaceAll("[.\\[]", "/")
                          .replace("]", ""));
      return new Field(whole ? in : path, message, code, pointer, in);
    }
  }

  /** What business code throws; the message becomes the detail, so it is for clients. */
  public static class Thrown extends RuntimeException {
    final ErrorCode code;
    final List<Field> errors;

    public Thrown(ErrorCode code, String detail) {
      this(code, detail, null, null);
    }

    public Thrown(ErrorCode code, String detail, Throwable cause) {
      this(code, detail, null, cause);
    }

    Thrown(List<Field> errors) {
      this(ErrorCode.VALIDATION_ERROR, ErrorCode.VALIDATION_ERROR.detail, errors, null);
    }

    /** The body as a whole makes no sense. */
    public static Thrown body(String message) {
      return new Thrown(List.of(Field.of("", message, "invalid", "body")));
    }

    private Thrown(ErrorCode code, String detail, List<Field> errors, Throwable cause) {
      super(detail, cause);
      this.code = code;
      this.errors = errors;
    }
  }

  private static final JsonMapper JSON = JsonMapper.shared();

  /** As it is sent, with `Content-Type: application/problem+json`. */
  byte[] json() {
    return JSON.writeValueAsBytes(this);
  }

  static Problem of(ErrorCode code, String detail, List<Field> errors) {
    String type = "/errors/" + code.slug();
    return new Problem(
        type, code.title(), code.status, detail, code.name(), MDC.get("requestId"), errors);
  }
}
