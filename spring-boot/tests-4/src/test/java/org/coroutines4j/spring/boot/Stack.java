package org.coroutines4j.spring.boot;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The two web stacks of Spring. */
enum Stack {
  MVC(WebApplicationType.SERVLET),
  WEBFLUX(WebApplicationType.REACTIVE);

  private final WebApplicationType type;

  Stack(WebApplicationType type) {
    this.type = type;
  }

  /** Starts an application with a server on a free port. */
  ConfigurableApplicationContext start(Class<?> application, String... properties) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--spring.main.banner-mode=off");
    arguments.add("--logging.level.root=warn");
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return new SpringApplicationBuilder(application)
        .web(type)
        .run(arguments.toArray(String[]::new));
  }

  static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
