package com.example.app.platform;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Every kind of error that this service answers with; `/errors/{kebab-code}` explains it. */
public enum ErrorCode {
  BAD_REQUEST(
      400,
      "The request cannot be understood",
      "The service could not understand the request: something in it is missing, contradictory or"
          + " in the wrong place.",
      "Read the detail of the answer, correct the request and send it again."),
  BAD_URL(
      400,
      "The URL contains an invalid escape sequence",
      "The address contains a percent sign that does not start a valid escape sequence, or a"
          + " character that must be escaped.",
      "Escape the parts of the address, then send the request again."),
  MALFORMED_JSON(
      400,
      "The request body is not valid JSON",
      "The body was announced as JSON, but it cannot be read as JSON: it is cut off, or has a"
          + " comma, quote or bracket too many or too few.",
      "Let a JSON library write the body, then send the request again."),
  VALIDATION_ERROR(
      400,
      "Validation failed",
      "One or more values in the request were refused. The answer lists each of them under errors.",
      "Correct the fields that errors names; pointer shows where each one is. Then send the request"
          + " again."),
  UNAUTHORIZED(
      401,
      "Credentials are required",
      "The service does not know who is asking: credentials are missing, wrong or expired.",
      "Send credentials of the kind that WWW-Authenticate names."),
  FORBIDDEN(
      403,
      "This is not allowed",
      "The service knows who is asking, and this account is not allowed to do this.",
      "Ask somebody who may grant the permission."),
  NOT_FOUND(
      404,
      "Route not found",
      "There is nothing at this address, or nothing with this id. It may never have existed, or it"
          + " was removed.",
      "Check the address and the id."),
  METHOD_NOT_ALLOWED(
      405,
      "The method is not allowed here",
      "The address exists, but not for this method, as when something is deleted that can only be"
          + " read.",
      "Use one of the methods that the Allow header names."),
  NOT_ACCEPTABLE(
      406,
      "None of the accepted media types can be produced",
      "The request only accepts formats that the service cannot produce for this address.",
      "Accept application/json."),
  REQUEST_TIMEOUT(
      408,
      "The request took too long to arrive",
      "The service waited for the rest of the request, and it did not arrive in time.",
      "Send the request again, in one go."),
  CONFLICT(
      409,
      "The request contradicts what is stored",
      "The request contradicts what the service has stored: often something with the same name"
          + " already exists, or somebody else changed it meanwhile.",
      "Read the detail of the answer, look at the present state, and decide again."),
  PAYLOAD_TOO_LARGE(
      413,
      "The request body is too large",
      "The body of the request is larger than the service accepts.",
      "Send less, or in several requests."),
  URI_TOO_LONG(
      414,
      "The URL is too long",
      "The address of the request is longer than the service accepts.",
      "Send long values in the body."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The format of the request body is not supported",
      "The body is in a format, an encoding or a character set that the service does not read at"
          + " this address.",
      "Send JSON in UTF-8, uncompressed, with Content-Type: application/json."),
  TOO_MANY_REQUESTS(
      429,
      "Too many requests",
      "More requests arrived from this client than the service accepts in this time.",
      "Wait as long as the Retry-After header says, then send the request again."),
  HEADERS_TOO_LARGE(
      431,
      "The request headers are too large",
      "The headers of the request, often its cookies, are larger than the service accepts.",
      "Send fewer or shorter headers; delete the cookies of this site."),
  INTERNAL_ERROR(
      500,
      null,
      "Something went wrong inside the service. The request was probably fine.",
      "Try again later. If it keeps happening, report it together with the request id of the"
          + " answer."),
  NOT_IMPLEMENTED(
      501,
      null,
      "The service does not support what the request needs.",
      "Send the request in another way."),
  HTTP_VERSION_NOT_SUPPORTED(
      505,
      null,
      "The service does not speak the version of HTTP that the request names.",
      "Use HTTP/1.1."),
  POOL_EXHAUSTED(
      503,
      null,
      "The service is busy: all of its connections to something it depends on are in use.",
      "Wait as long as the Retry-After header says, then send the request again."),
  SERVICE_UNAVAILABLE(
      503,
      null,
      "The service cannot answer at the moment: it is overloaded, restarting, or something it"
          + " depends on is down.",
      "Wait as long as the Retry-After header says, then send the request again.");

  final int status;

  /**
   * What an answer says when nothing more particular is known; nothing at all of the service's own
   * failures.
   */
  final String detail;

  final String meaning;
  final String action;

  ErrorCode(int status, String detail, String meaning, String action) {
    this.status = status;
    this.detail = detail;
    this.meaning = meaning;
    this.action = action;
  }

  /** The name of a status (RFC 9110, 15). */
  String title() {
    return HttpStatus.valueOf(status).getReasonPhrase();
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code for a status that has no more particular one. */
  static ErrorCode of(int status) {
    return Arrays.stream(values())
        .filter(code -> code.status == status && code != POOL_EXHAUSTED)
        .findFirst()
        .orElse(status < 500 ? BAD_REQUEST : INTERNAL_ERROR);
  }
}
