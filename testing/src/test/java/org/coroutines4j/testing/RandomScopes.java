package org.coroutines4j.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gatherSettled;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.testing.RandomProgram.pause;

import java.util.List;
import java.util.Random;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TaskScope;

/** Tasks with tasks of their own, of which some fail, are left in the background or never start. */
final class RandomScopes {
  private final RandomProgram program;

  RandomScopes(RandomProgram program) {
    this.program = program;
  }

  Object step(String name, Random random) throws Exception {
    return switch (random.nextInt(7)) {
      case 0 -> race(() -> after(name, random), () -> after(name, random));
      case 1 -> mapConcurrent(List.of(1, 2, 3, 4, 5), 2, n -> after(name + "." + n, random));
      case 2 -> gatherSettled(() -> after(name, random), () -> failed(random)).size();
      case 3 -> {
        taskScope()
            .on(Dispatchers.virtual().limitedParallelism(1))
            .onFailure((task, failure) -> program.say(name + " learns: " + failure.getMessage()))
            .run(s -> family(s, name, random));
        yield "family";
      }
      case 4 -> {
        supervisorScope()
            .onFailure((task, failure) -> program.say(name + " is told of " + failure.getMessage()))
            .run(s -> family(s, name, random));
        yield "supervisor";
      }
      case 5 -> service(name, random);
      default -> {
        withTimeout(
            ofMillis(25),
            () -> withContext(Dispatchers.cpu().limitedParallelism(2), () -> pause(random)));
        yield "elsewhere";
      }
    };
  }

  private void family(TaskScope scope, String name, Random random) {
    for (int i = 0; i < 3; i++) {
      background(scope, name + " background " + i);
    }
    scope.lazily().named(name + " lazy").launch(() -> pause(random));
    scope.launch(() -> pause(random));
    scope.launch(() -> failed(random));
    pause(random);
  }

  private void background(TaskScope scope, String name) {
    scope.background(
        () -> {
          try {
            delay(ofSeconds(100));
          } finally {
            program.say(name + " ends");
          }
        });
  }

  private String service(String name, Random random) {
    try (ServiceScope scope =
        ServiceScope.builder(name)
            .onFailure((task, failure) -> program.say(name + " hears of " + failure.getMessage()))
            .open()) {
      family(scope, name + " service", random);
      scope.use(() -> program.say(name + " closes"));
    }
    return "service";
  }

  private String after(String name, Random random) {
    pause(random);
    program.say(name + " waited");
    return name;
  }

  private static String failed(Random random) {
    pause(random);
    throw new IllegalStateException("no");
  }
}
