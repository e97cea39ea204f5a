package org.coroutines4j.spring.boot;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.coroutines4j.ServiceScope;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A service that accepts jobs faster than it does them. Writes those that are done to a file. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(JobApplication.Jobs.class)
public class JobApplication {
  /** Runs the service. */
  public static void main(String[] args) {
    var context = SpringApplication.run(JobApplication.class, args);
    System.out.println("port " + context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  @RestController
  static class Jobs {
    private final ServiceScope scope;
    private final Path done;

    Jobs(ServiceScope scope, org.springframework.core.env.Environment environment) {
      this.scope = scope;
      this.done = Path.of(environment.getRequiredProperty("done"));
    }

    @PostMapping("/job/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void accept(@PathVariable("id") int id) {
      scope.named("job-" + id).launch(() -> work(id));
    }

    private void work(int id) throws IOException {
      delay(ofMillis(50));
      Files.writeString(done, id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
