package com.example.app.platform;

import jakarta.validation.ConstraintViolation;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

/** The only place that decides what an exception looks like from outside. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> thrown(Problem.Thrown thrown) {
    return answer(thrown.code, thrown.getMessage(), thrown.errors, new HttpHeaders(), thrown);
  }

  /** The database is away, silent or busy: another attempt may succeed. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    NonTransientDataAccessResourceException.class,
    RecoverableDataAccessException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class
  })
  ResponseEntity<Object> unavailable(Exception thrown) {
    // Hikari tells the last failure to connect, and there is none when all connections are in use.
    Throwable root = NestedExceptionUtils.getRootCause(thrown);
    ErrorCode code =
        root instanceof SQLTransientConnectionException
            ? ErrorCode.POOL_EXHAUSTED
            : ErrorCode.SERVICE_UNAVAILABLE;
    return answer(code, null, null, new HttpHeaders(), thrown);
  }

  /** Tomcat finds it when somebody first asks for a parameter. */
  @ExceptionHandler
  ResponseEntity<Object> undecodable(InvalidParameterException thrown) {
    return answer(ErrorCode.BAD_URL, ErrorCode.BAD_URL.detail, null, new HttpHeaders(), thrown);
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception thrown) {
    return answer(ErrorCode.INTERNAL_ERROR, null, null, new HttpHeaders(), thrown);
  }

  @ExceptionHandler
  ResponseEntity<Object> mismatch(MethodArgumentTypeMismatchException thrown) {
    Class<?> type = thrown.getRequiredType();
    String message =
        type != null
                && Number.class.isAssignableFrom(
                    org.springframework.util.ClassUtils.resolvePrimitiveIfNecessary(type))
            ? "expected a number"
            : "expected another type";
    return invalid(
        List.of(
            Problem.Field.of(thrown.getName(), message, "type", placeOf(thrown.getParameter()))));
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException thrown,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return invalid(
        List.of(Problem.Field.of(thrown.getParameterName(), "Required", "required", "query")));
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException thrown,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String in = placeOf(thrown.getParameter());
    return invalid(thrown.getAllErrors().stream().map(error -> fieldOf(error, "", in)).toList());
  }

  @Override
  protected ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException thrown,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<Problem.Field> errors = new ArrayList<>();
    thrown
        .getParameterValidationResults()
        .forEach(
            result -> {
              MethodParameter parameter = result.getMethodParameter();
              String in = placeOf(parameter);
              String name = in.equals("body") ? "" : parameter.getParameterName();
              result
                  .getResolvableErrors()
                  .forEach(
                      error -> {
                        ConstraintViolation<?> violation =
                            result.unwrap(error, ConstraintViolation.class);
                        errors.add(
                            error instanceof FieldError field
                                ? fieldOf(field, "", in)
                                : Problem.Field.of(
                                    name,
                                    error.getDefaultMessage(),
                                    StrictJson.codeOf(violation),
                                    in));
                      });
            });
    return invalid(errors);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException thrown,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RequestLimits.Exceeded exceeded)
        return answer(exceeded.code, exceeded.code.detail, null, headers, thrown);
      if (cause instanceof StreamReadException)
        return answer(
            ErrorCode.MALFORMED_JSON, ErrorCode.MALFORMED_JSON.detail, null, headers, thrown);
      if (cause instanceof MismatchedInputException mismatch && !StrictJson.isTrailing(mismatch))
        return invalid(List.of(StrictJson.fieldOf(mismatch)));
    }
    boolean missing =
        thrown.getMessage() != null
            && thrown.getMessage().startsWith("Required request body is missing");
    if (missing) return invalid(List.of(Problem.Field.of("", "Required", "required", "body")));
    return answer(ErrorCode.MALFORMED_JSON, ErrorCode.MALFORMED_JSON.detail, null, headers, thrown);
  }

  @Override
  protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException thrown,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    TreeSet<String> allowed = new TreeSet<>();
    if (thrown.getSupportedMethods() != null) allowed.addAll(List.of(thrown.getSupportedMethods()));
    if (allowed.contains("GET")) allowed.add("HEAD");
    HttpHeaders named = new HttpHeaders();
    named.set(HttpHeaders.ALLOW, String.join(", ", allowed));
    return answer(
        ErrorCode.METHOD_NOT_ALLOWED, ErrorCode.METHOD_NOT_ALLOWED.detail, null, named, thrown);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException thrown,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpHeaders named = new HttpHeaders();
    named.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
    return answer(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        ErrorCode.UNSUPPORTED_MEDIA_TYPE.detail,
        null,
        named,
        thrown);
  }

  /** Whatever else Spring itself throws. */
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception thrown,
      Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ErrorCode code = ErrorCode.of(status.value());
    return answer(code, code.detail, null, headers, thrown);
  }

  private ResponseEntity<Object> invalid(List<Problem.Field> errors) {
    return answer(
        ErrorCode.VALIDATION_ERROR,
        ErrorCode.VALIDATION_ERROR.detail,
        errors,
        new HttpHeaders(),
        null);
  }

  private ResponseEntity<Object> answer(
      ErrorCode code,
      String detail,
      List<Problem.Field> errors,
      HttpHeaders headers,
      Exception thrown) {
    if (code.status >= 500)
      log.atError().addKeyValue("status", code.status).setCause(thrown).log("request failed");
    // Bean Validation finds them in no order.
    List<Problem.Field> sorted =
        errors == null
            ? null
            : errors.stream().sorted(Comparator.comparing(Problem.Field::field)).toList();
    byte[] body = Problem.of(code, detail, sorted).json();
    return ResponseEntity.status(code.status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .contentLength(body.length)
        .body(body);
  }

  private static Problem.Field fieldOf(ObjectError error, String name, String in) {
    String path = error instanceof FieldError field ? field.getField() : name;
    // Spring's own message would repeat the value.
    if (error instanceof FieldError field && field.isBindingFailure())
      return Problem.Field.of(path, "cannot be read", "type", in);
    ConstraintViolation<?> violation =
        error.contains(ConstraintViolation.class) ? error.unwrap(ConstraintViolation.class) : null;
    return Problem.Field.of(path, error.getDefaultMessage(), StrictJson.codeOf(violation), in);
  }

  private static String placeOf(MethodParameter parameter) {
    if (parameter.hasParameterAnnotation(RequestBody.class)) return "body";
    if (parameter.hasParameterAnnotation(PathVariable.class)) return "path";
    return parameter.hasParameterAnnotation(RequestHeader.class) ? "header" : "query";
  }
}
