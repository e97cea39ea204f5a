package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withContext;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** Guards that tasks run on the threads of a user's factory, and keep the names that it gives. */
class ThreadFactoryTest {
  private final List<Thread> made = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private final ThreadFactory factory =
      body -> {
        Thread thread = new Thread(body, "made-" + made.size());
        thread.setDaemon(true);
        made.add(thread);
        return thread;
      };

  private static String threadName() {
    return Thread.currentThread().getName();
  }

  @Test
  void tasks_runOnNewThreadsOfTheFactory_withTheirNames() {
    Dispatcher dispatcher = Dispatchers.virtual(factory);
    supervisorScope()
        .run(
            scope -> {
              TaskScope here = scope.on(dispatcher);
              assertThat(here.async(ThreadFactoryTest::threadName).await()).isEqualTo("made-0");
              assertThat(here.async(ThreadFactoryTest::threadName).await()).isEqualTo("made-1");
              assertThat(here.named("mine").async(ThreadFactoryTest::threadName).await())
                  .isEqualTo("mine");
            });
    assertThat(dispatcher).hasToString("virtual(" + factory + ")");
  }

  @Test
  void tasks_mayWait_andFlowsRunThere() {
    List<String> names =
        withContext(
            Dispatchers.virtual(factory),
            () ->
                AsyncFlow.of(1)
                    .onEach(value -> delay(Duration.ofMillis(1)))
                    .map(value -> threadName())
                    .toList());
    assertThat(names).allSatisfy(name -> assertThat(name).isNotBlank());
    assertThat(gather(() -> 1, () -> 2)).containsExactly(1, 2);
  }

  @Test
  void cpu_runsNoMoreTasksThanProcessors() {
    int processors = Runtime.getRuntime().availableProcessors();
    supervisorScope()
        .run(
            scope -> {
              TaskScope here = scope.on(Dispatchers.cpu(factory));
              for (int i = 0; i < processors * 4; i++) {
                here.launch(
                    () -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      for (int spin = 0; spin < 10_000; spin++) {
                        Thread.onSpinWait();
                      }
                      running.decrementAndGet();
                    });
              }
            });
    assertThat(most).hasValueBetween(1, processors);
    assertThat(made).hasSize(processors * 4);
  }

  @Test
  void failureOfTheFactory_isThatOfTheTask() {
    IllegalStateException broken = new IllegalStateException("broken");
    Dispatcher failing =
        Dispatchers.virtual(
            body -> {
              throw broken;
            });
    supervisorScope()
        .run(
            scope -> {
              Task<Integer> task = scope.on(failing).async(() -> 1);
              assertThatThrownBy(task::await).isSameAs(broken);
              assertThat(scope.async(() -> 2).await()).isEqualTo(2);
            });
  }
}
