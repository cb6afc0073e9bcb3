package com.example.app.platform;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import sun.misc.Signal;

/**
 * Ends the service without losing a request: not ready at once, a delay, the connections, then
 * everything else.
 */
@Configuration(proxyBeanMethods = false)
public class Shutdown implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

  /** A signal that npm repeats comes sooner than one of an impatient person. */
  private static final long ECHO_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** What the resources have together, once the last request is answered. */
  private static final Duration RESOURCES = Duration.ofSeconds(10);

  private static volatile long signalled;
  private static volatile int cut;
  private static volatile ConfigurableApplicationContext service;

  private final ConfigurableApplicationContext context;
  private final Settings settings;
  private volatile Connections connections;
  private volatile boolean running;

  Shutdown(ConfigurableApplicationContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
  }

  /**
   * Starts a service that ends in order on SIGTERM and SIGINT: with 0, with 1 when requests had to
   * be cut, and at once when told twice. Left to itself the JVM would end with 143 in every case.
   */
  public static void onSignals(Runnable start) {
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(name), signal -> signal("SIG" + name));
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) ->
            log.atError()
                .setCause(thrown)
                .addKeyValue("thread", thread.getName())
                .log("uncaught exception"));
    try {
      start.run();
    } catch (RuntimeException failure) {
      // Spring has said why, unless it was a signal that came in between.
      if (signalled == 0) System.exit(1);
    }
  }

  private static synchronized void signal(String name) {
    if (signalled == 0) {
      signalled = System.nanoTime();
      Thread shutdown = new Thread(() -> stop(name), "shutdown");
      // Like its parent it would be one: the JVM would end with the last connection, and not with
      // our code.
      shutdown.setDaemon(false);
      shutdown.start();
    } else if (System.nanoTime() - signalled > ECHO_NANOS) {
      log.atError()
          .addKeyValue("reason", name)
          .addKeyValue("code", 1)
          .addKeyValue("forced", true)
          .log("stopped");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void stop(String reason) {
    // While it is starting, Spring's own hook ends what there is.
    if (service == null) System.exit(0);
    Settings settings = service.getBean(Settings.class);
    haltAfter(settings.drainDelay().plus(settings.shutdownTimeout()).plus(RESOURCES));
    log.atInfo().addKeyValue("reason", reason).log("stopping");
    service.close();
    int code = cut == 0 ? 0 : 1;
    log.atLevel(code == 0 ? Level.INFO : Level.ERROR)
        .addKeyValue("reason", reason)
        .addKeyValue("code", code)
        .addKeyValue("forced", cut > 0)
        .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - signalled))
        .addKeyValue("cut", cut)
        .log("stopped");
    System.exit(code);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
    return factory -> {
      factory.setProtocol(Connections.class.getName());
      factory.addConnectorCustomizers(
          connector -> {
            connections = (Connections) connector.getProtocolHandler();
            connector.setProperty("continueResponseTiming", "onRead");
          });
      factory.addEngineValves(new RequestValve(settings.trustedProxies()));
      factory.addContextCustomizers(
          context -> {
            // Its page is HTML.
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass("");
            for (Valve valve : host.getPipeline().getValves()) {
              if (valve instanceof ErrorReportValve) host.getPipeline().removeValve(valve);
            }
          });
    };
  }

  @Override
  public void start() {
    running = true;
    service = context;
    RequestLimits.closeConnections(false);
  }

  /** Spring calls it before anything else is stopped, and waits. */
  @Override
  public void stop() {
    running = false;
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    Duration delay = settings.drainDelay();
    log.atInfo()
        .addKeyValue("openRequests", connections.open())
        .addKeyValue("drainDelay", delay.toMillis())
        .log("draining");
    try {
      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
      RequestLimits.closeConnections(true);
      cut = connections.drain(settings.shutdownTimeout());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A resource that hangs must not keep the process. */
  private static void haltAfter(Duration patience) {
    Thread end =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(patience.toMillis());
              } catch (InterruptedException interrupted) {
                return;
              }
              log.error("resources did not close in time");
              Runtime.getRuntime().halt(1);
            },
            "end");
    end.setDaemon(true);
    end.start();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
