package com.example.app.platform;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * One JSON object per line: level, time, whose request, what was added to the event, and the
 * message.
 */
public final class JsonLog implements StructuredLogFormatter<ILoggingEvent> {

  private static final JsonWriter<Object> JSON = JsonWriter.standard();

  private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();

  public JsonLog() {
    stacks.start();
  }

  @Override
  public String format(ILoggingEvent event) {
    String logger = event.getLoggerName();
    Map<String, Object> line =
        lineOf(event.getLevel().toString(), Instant.ofEpochMilli(event.getTimeStamp()));
    // requestId and traceId, in this order.
    line.putAll(new TreeMap<>(event.getMDCPropertyMap()));
    if (event.getKeyValuePairs() != null)
      event.getKeyValuePairs().forEach(pair -> line.put(pair.key, pair.value));
    if (!logger.startsWith("com.example.app.")) line.put("logger", logger);
    line.put("msg", event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("type", thrown.getClassName());
      error.put("message", thrown.getMessage());
      error.put("stack", stacks.convert(event));
      line.put("err", error);
    }
    return JSON.writeToString(line) + "\n";
  }

  /** A line for the time before there is a logger. */
  static String line(String level, String message) {
    Map<String, Object> line = lineOf(level, Instant.now());
    line.put("msg", message);
    return JSON.writeToString(line);
  }

  private static Map<String, Object> lineOf(String level, Instant time) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("level", level.toLowerCase(Locale.ROOT));
    line.put("time", time.toString());
    return line;
  }
}
