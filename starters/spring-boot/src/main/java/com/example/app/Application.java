package com.example.app;

import com.example.app.platform.Settings;
import com.example.app.platform.Shutdown;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

// No white-label page and no /error: platform/RequestValve.java writes every error that Spring does
// not.
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class Application {

  public static void main(String[] arguments) {
    Settings settings = Settings.readOrExit(System.getenv());
    Shutdown.onSignals(() -> of(settings).run(arguments));
  }

  /** The whole service, not started yet. */
  public static SpringApplication of(Settings settings) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setDefaultProperties(Map.copyOf(settings.properties()));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("settings", settings));
    return application;
  }
}
