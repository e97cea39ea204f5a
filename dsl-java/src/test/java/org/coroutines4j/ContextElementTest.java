package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.TaskScopeImpl;
import org.junit.jupiter.api.Test;

/** Guards that context elements are set in blocks and their tasks, and removed afterwards. */
class ContextElementTest {
  private final ThreadLocal<String> user = ThreadLocal.withInitial(() -> "nobody");
  private final List<String> events = new CopyOnWriteArrayList<>();

  private ContextElement user(String name) {
    return ContextElement.threadLocal(user, name);
  }

  private ContextElement around(String name) {
    ThrowingConsumer<ThrowingRunnable> wrapper =
        body -> {
          events.add(name + " begins");
          try {
            body.run();
          } finally {
            events.add(name + " ends");
          }
        };
    return ContextElement.around(wrapper);
  }

  @Test
  void threadLocal_ofABlock_isSetInItsBodyAndAllTasks_notAfterwards() {
    Async.taskScope()
        .with(user("ann"))
        .run(
            scope -> {
              events.add("body " + user.get());
              scope.async(() -> events.add("task " + user.get())).join();
              scope
                  .on(Dispatchers.cpu())
                  .launch(
                      () -> {
                        Async.gather(() -> events.add("gather " + user.get()));
                        Async.withContext(
                            Dispatchers.io(), () -> events.add("elsewhere " + user.get()));
                      })
                  .join();
              Async.run(inner -> events.add("run " + user.get()));
            });
    assertThat(events)
        .containsExactly("body ann", "task ann", "gather ann", "elsewhere ann", "run ann");
    assertThat(user.get()).isEqualTo("nobody");
  }

  @Test
  void threadLocalOfAView_isThatOfItsTasksOnly_andTheInnerOneCounts() {
    Async.taskScope()
        .with(user("ann"))
        .run(
            scope -> {
              scope.with(user("bob")).launch(() -> events.add(user.get())).join();
              scope.launch(() -> events.add(user.get())).join();
              Async.taskScope().with(user("eve")).run(inner -> events.add(user.get()));
              events.add(user.get());
            });
    assertThat(events).containsExactly("bob", "ann", "eve", "ann");
  }

  @Test
  void threadLocal_isPutBack_whenTheBodyFails_orHasChangedIt() {
    user.set("before");
    IllegalStateException failure = new IllegalStateException("boom");
    assertThat(
            catchThrowable(
                () ->
                    Async.taskScope()
                        .with(user("ann"))
                        .run(
                            scope -> {
                              user.set("changed");
                              throw failure;
                            })))
        .isSameAs(failure);
    assertThat(user.get()).isEqualTo("before");
    user.remove();
  }

  @Test
  void threadLocal_doesNotStayOnPooledThreads() {
    Async.run(
        scope -> {
          for (int i = 0; i < 20; i++) {
            scope.on(Dispatchers.cpu()).with(user("ann")).launch(user::get).join();
            scope.on(Dispatchers.cpu()).launch(() -> events.add(user.get())).join();
          }
        });
    assertThat(events).containsOnly("nobody").hasSize(20);
  }

  @Test
  void threadLocal_isSeenByKotlinCoroutinesOfTheScope() {
    Async.taskScope()
        .with(user("ann"))
        .run(
            scope ->
                BuildersKt.launch(
                    ((TaskScopeImpl) scope).scope.node,
                    EmptyCoroutineContext.INSTANCE,
                    CoroutineStart.DEFAULT,
                    (coroutineScope, k) -> {
                      events.add("coroutine " + user.get());
                      events.add("gather in it " + Async.gather(user::get));
                      return Unit.INSTANCE;
                    }));
    assertThat(events).containsExactly("coroutine ann", "gather in it [ann]");
  }

  @Test
  void wrappers_runAroundEachBody_theFirstOutermost() {
    Async.taskScope().with(around("outer"), around("inner")).run(scope -> events.add("body"));
    assertThat(events)
        .containsExactly("outer begins", "inner begins", "body", "inner ends", "outer ends");
  }

  @Test
  void wrapper_ofABlock_runsAroundEachTask_notAgainInNestedBlocks() {
    Async.taskScope()
        .with(around("w"))
        .run(
            scope -> {
              events.clear();
              scope.launch(() -> Async.taskScope().run(inner -> events.add("nested block"))).join();
            });
    assertThat(events).containsExactly("w begins", "nested block", "w ends", "w ends");
  }

  @Test
  void wrapperOfANestedBlock_runsInsideTheOuterWrappers() {
    Async.taskScope()
        .with(around("outer"))
        .run(scope -> Async.taskScope().with(around("inner")).run(inner -> events.add("body")));
    assertThat(events)
        .containsExactly("outer begins", "inner begins", "body", "inner ends", "outer ends");
  }

  @Test
  void wrappersOfABlock_runAroundATaskOfAView_andItsOwnInside() {
    Async.taskScope()
        .with(around("block"))
        .run(
            scope -> {
              events.clear();
              scope.with(around("view")).launch(() -> events.add("task")).join();
              assertThat(events)
                  .containsExactly(
                      "block begins", "view begins", "task", "view ends", "block ends");
            });
  }

  @Test
  void failureInsideAWrapper_comesOutAsItIs() {
    IOException checked = new IOException("checked");
    assertThat(
            catchThrowable(
                () ->
                    Async.taskScope()
                        .with(around("w"))
                        .run(
                            scope -> {
                              throw checked;
                            })))
        .hasCause(checked);
  }

  @Test
  void failureThatAWrapperSwallows_isNotLost() {
    IllegalStateException failure = new IllegalStateException("boom");
    ContextElement swallowing =
        ContextElement.around(
            body -> {
              try {
                body.run();
              } catch (RuntimeException e) {
                events.add("swallowed");
              }
            });
    assertThat(
            catchThrowable(
                () ->
                    Async.taskScope()
                        .with(swallowing)
                        .run(
                            scope -> {
                              throw failure;
                            })))
        .isSameAs(failure);
    assertThat(events).containsExactly("swallowed");
  }

  @Test
  void wrapperThatDoesNotCallOnce_failsTheBody() {
    ContextElement never = ContextElement.around(body -> {});
    ContextElement twice =
        ContextElement.around(
            body -> {
              body.run();
              body.run();
            });
    for (ContextElement wrong : List.of(never, twice)) {
      assertThat(
              catchThrowable(
                  () -> Async.taskScope().run(scope -> scope.with(wrong).launch(() -> {}))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("around");
    }
  }

  @Test
  void failingWrapper_failsTheTask() {
    IllegalStateException failure = new IllegalStateException("wrapper");
    ContextElement failing =
        ContextElement.around(
            body -> {
              throw failure;
            });
    assertThat(
            catchThrowable(
                () -> Async.taskScope().run(scope -> scope.with(failing).async(() -> "value"))))
        .isSameAs(failure);
  }
}
