package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.ThreadContextElementKt;
import org.junit.jupiter.api.Test;

/** Guards the use of the internals of kotlinx that set and restore thread-locals. */
class ThreadContextsTest {
  private static final CoroutineContext NONE = EmptyCoroutineContext.INSTANCE;

  private final ThreadLocal<String> one = new ThreadLocal<>();
  private final ThreadLocal<String> two = ThreadLocal.withInitial(() -> "initial");

  @Test
  void threadLocals_areSetForTheCode_andRestored() throws Exception {
    one.set("before");
    CoroutineContext elements =
        NONE.plus(ThreadContextElementKt.asContextElement(one, "inside"))
            .plus(ThreadContextElementKt.asContextElement(two, "inside too"));
    Object seen = ThreadContexts.call(elements, NONE, () -> one.get() + ", " + two.get());
    assertThat(seen).isEqualTo("inside, inside too");
    assertThat(one.get() + ", " + two.get()).isEqualTo("before, initial");
  }

  @Test
  void threadLocals_areRestored_whenTheCodeThrows() {
    CoroutineContext elements = NONE.plus(ThreadContextElementKt.asContextElement(two, "inside"));
    assertThatThrownBy(
            () ->
                ThreadContexts.call(
                    elements,
                    NONE,
                    () -> {
                      throw new IllegalStateException(two.get());
                    }))
        .hasMessage("inside");
    assertThat(two.get()).isEqualTo("initial");
  }

  @Test
  void wrappers_runOutermostFirst_exceptKnownOnes() throws Exception {
    List<String> order = new ArrayList<>();
    CoroutineContext known =
        InterceptorElement.plus(NONE, body -> recorded(order, "known", body.call()));
    CoroutineContext more =
        InterceptorElement.plus(known, body -> recorded(order, "more", body.call()));
    assertThat(ThreadContexts.call(more, NONE, () -> recorded(order, "body", 1))).isEqualTo(1);
    assertThat(order).containsExactly("body", "more", "known");
    order.clear();
    assertThat(ThreadContexts.call(more, known, () -> recorded(order, "body", 2))).isEqualTo(2);
    assertThat(order).containsExactly("body", "more");
  }

  private static Object recorded(List<String> order, String name, Object result) {
    order.add(name);
    return result;
  }
}
