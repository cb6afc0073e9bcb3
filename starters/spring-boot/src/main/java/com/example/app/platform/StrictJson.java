package com.example.app.platform;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.util.AccessPattern;

/**
 * Reads bodies without bending them: a number is no text. Jackson would stop at the first value of
 * a wrong type; here such values are collected, and reported together with what Bean Validation
 * finds in the rest.
 */
@ControllerAdvice
class StrictJson extends RequestBodyAdviceAdapter {

  private static final String FOUND = StrictJson.class.getName();

  private final Validator validator;

  StrictJson(Validator validator) {
    this.validator = validator;
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    List<Problem.Field> errors = found();
    if (errors.isEmpty()) return body;
    Set<String> named = errors.stream().map(Problem.Field::field).collect(Collectors.toSet());
    for (ConstraintViolation<?> violation : validator.validate(body)) {
      Problem.Field field =
          Problem.Field.of(
              violation.getPropertyPath().toString(),
              violation.getMessage(),
              codeOf(violation),
              "body");
      if (!named.contains(field.field())) errors.add(field);
    }
    throw new Problem.Thrown(errors);
  }

  /** For programs to switch on: what kind of constraint it was. */
  static String codeOf(ConstraintViolation<?> violation) {
    if (violation == null) return "invalid";
    return switch (violation
        .getConstraintDescriptor()
        .getAnnotation()
        .annotationType()
        .getSimpleName()) {
      case "NotNull", "NotBlank", "NotEmpty" -> "required";
      case "Email", "Pattern" -> "format";
      case "Min", "Positive", "PositiveOrZero", "DecimalMin" -> "too_small";
      case "Max", "DecimalMax" -> "too_big";
      case "Size" -> isShort(violation) ? "too_small" : "too_big";
      default -> "invalid";
    };
  }

  private static boolean isShort(ConstraintViolation<?> violation) {
    Object least = violation.getConstraintDescriptor().getAttributes().get("min");
    return violation.getInvalidValue() instanceof CharSequence text && text.length() < (int) least;
  }

  /** Something after the end of the body. */
  static boolean isTrailing(MismatchedInputException mismatch) {
    return mismatch.getOriginalMessage().startsWith("Trailing token");
  }

  static Problem.Field fieldOf(MismatchedInputException mismatch) {
    String path =
        mismatch.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getPropertyName())
            .collect(Collectors.joining("."));
    return Problem.Field.of(path, "expected another type", "type", "body");
  }

  @SuppressWarnings("unchecked")
  private static List<Problem.Field> found() {
    RequestAttributes request = RequestContextHolder.currentRequestAttributes();
    List<Problem.Field> found =
        (List<Problem.Field>) request.getAttribute(FOUND, RequestAttributes.SCOPE_REQUEST);
    if (found == null)
      request.setAttribute(FOUND, found = new ArrayList<>(), RequestAttributes.SCOPE_REQUEST);
    return found;
  }

  @Bean
  static JsonMapperBuilderCustomizer strict() {
    return mapper ->
        mapper
            .addHandler(new Collecting())
            .addModule(new SimpleModule().addDeserializer(String.class, new Text()));
  }

  private static final class Collecting extends DeserializationProblemHandler {
    @Override
    public Object handleUnexpectedToken(
        DeserializationContext context,
        JavaType target,
        JsonToken got,
        JsonParser parser,
        String message) {
      String pointer = parser.streamReadContext().pathAsPointer().toString();
      boolean inside = RequestContextHolder.getRequestAttributes() != null && !pointer.isEmpty();
      // The body as a whole: there is nothing that could be read on.
      if (!inside || target.isPrimitive()) return NOT_HANDLED;
      if (got == JsonToken.START_OBJECT || got == JsonToken.START_ARRAY) {
        pointer = parser.streamReadContext().getParent().pathAsPointer().toString();
        parser.skipChildren();
      }
      String path = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
      found()
          .add(
              Problem.Field.of(
                  path,
                  "expected "
                      + target.getRawClass().getSimpleName().toLowerCase()
                      + ", got "
                      + nameOf(got),
                  "type",
                  "body"));
      return null;
    }

    private static String nameOf(JsonToken token) {
      return switch (token) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_TRUE, VALUE_FALSE -> "a boolean";
        case VALUE_STRING -> "a string";
        case VALUE_NULL -> "null";
        default -> "a number";
      };
    }
  }

  private static final class Text extends StdScalarDeserializer<String> {
    Text() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.hasToken(JsonToken.VALUE_STRING)) return parser.getString();
      return (String) context.handleUnexpectedToken(getValueType(context), parser);
    }

    /** What may be null is an `Optional<String>`. */
    @Override
    public Object getNullValue(DeserializationContext context) {
      // Jackson also asks after a value was refused and became null.
      boolean given = context.getParser().hasToken(JsonToken.VALUE_NULL);
      return given ? deserialize(context.getParser(), context) : null;
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return null;
    }

    @Override
    public AccessPattern getNullAccessPattern() {
      return AccessPattern.DYNAMIC;
    }
  }
}
