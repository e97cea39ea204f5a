package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a resource is released however its use ends, and that the releasing code may wait.
 */
@Tag("exceptions")
class ResourceTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Resource<String> plain(String name) {
    return Resource.of(
        () -> {
          delay(ofMillis(1));
          log.add("get " + name);
          return name;
        },
        value -> {
          delay(ofMillis(5));
          log.add("release " + value);
        });
  }

  private final Resource<String> managed =
      Resource.managed(
          holder -> {
            delay(ofMillis(1));
            log.add("get m");
            try {
              holder.hold("m");
            } finally {
              delay(ofMillis(5));
              log.add("release m");
            }
          });

  @Test
  void use_returnsTheValue_afterTheRelease() {
    assertThat(plain("a").<Integer>use(String::length)).isEqualTo(1);
    assertThat(managed.<Integer>use(String::length)).isEqualTo(1);
    assertThat(log).containsExactly("get a", "release a", "get m", "release m");
  }

  @Test
  void failureOfTheUse_isThrown_afterTheRelease() {
    for (Resource<String> resource : List.of(plain("a"), managed)) {
      IllegalStateException failure = new IllegalStateException("failed");
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  resource.run(
                      value -> {
                        throw failure;
                      }))
          .isSameAs(failure);
    }
    assertThat(log).containsExactly("get a", "release a", "get m", "release m");
  }

  @Test
  void timeout_releases_thoughTheReleaseWaits() {
    for (Resource<String> resource : List.of(plain("a"), managed)) {
      assertThatExceptionOfType(TimeoutExceededException.class)
          .isThrownBy(
              () -> withTimeout(ofMillis(50), () -> resource.run(value -> delay(ofSeconds(9)))));
    }
    assertThat(log).containsExactly("get a", "release a", "get m", "release m");
  }

  @Test
  void cancellation_releases() {
    taskScope()
        .run(
            scope -> {
              Task<Void> user =
                  scope.launch(() -> managed.run(value -> scope.async(() -> 1).await()));
              user.join();
              Task<Void> waiting = scope.launch(() -> managed.run(value -> delay(ofSeconds(9))));
              while (log.size() < 3) {
                delay(ofMillis(1));
              }
              waiting.cancel();
              waiting.join();
            });
    assertThat(log).containsExactly("get m", "release m", "get m", "release m");
  }

  @Test
  void failureOfTheRelease_isSuppressed_butNotByACancellation() {
    Resource<String> broken =
        Resource.of(
            () -> "b",
            value -> {
              throw new IllegalStateException("release");
            });
    assertThatIllegalStateException().isThrownBy(() -> broken.run(v -> {})).withMessage("release");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                broken.run(
                    v -> {
                      throw new IllegalArgumentException("use");
                    }))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                broken.run(
                    v -> {
                      throw new CancellationException("enough");
                    }))
        .withMessage("release");
  }

  @Test
  void managed_mustHoldOnce() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Resource.<String>managed(holder -> {}).run(v -> {}))
        .withMessageContaining("must hold once, but did not");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Resource.<String>managed(
                        holder -> {
                          holder.hold("a");
                          holder.hold("b");
                        })
                    .run(log::add))
        .withMessageContaining("holds again");
    assertThat(log).containsExactly("a");
  }

  @Test
  void managed_mayCatchTheFailure() {
    Resource<String> catching =
        Resource.managed(
            holder -> {
              try {
                holder.hold("c");
              } catch (IllegalStateException e) {
                log.add("caught " + e.getMessage());
              }
            });
    catching.run(
        value -> {
          throw new IllegalStateException("it");
        });
    assertThat(log).containsExactly("caught it");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                catching.use(
                    value -> {
                      throw new IllegalStateException("again");
                    }));
  }

  @Test
  void scope_releasesWhenItsTasksHaveEnded_theLastFirst() {
    taskScope()
        .run(
            scope -> {
              String a = scope.use(plain("a"));
              String m = scope.use(managed);
              String b = scope.use(plain("b"));
              scope.launch(
                  () -> {
                    delay(ofMillis(20));
                    log.add("task with " + a + m + b);
                  });
            });
    assertThat(log)
        .containsExactly(
            "get a", "get m", "get b", "task with amb", "release b", "release m", "release a");
  }

  @Test
  void scope_thatFails_releasesToo() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          scope.use(managed);
                          throw new IllegalStateException("body");
                        }))
        .withMessage("body");
    assertThat(log).containsExactly("get m", "release m");
  }

  @Test
  void acquisitionInAScope_thatFails_isThrown() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope ->
                            scope.use(
                                Resource.managed(
                                    holder -> {
                                      throw new IllegalStateException("no connection");
                                    }))))
        .withMessage("no connection");
  }
}
