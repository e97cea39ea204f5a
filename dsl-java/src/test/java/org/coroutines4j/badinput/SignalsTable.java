package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;
import org.coroutines4j.badinput.BadCall.Call;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncCondition;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.BarrierBrokenException;

/** {@link AsyncEvent}, {@link AsyncCondition} and {@link AsyncBarrier}. */
final class SignalsTable extends Table {
  SignalsTable() {
    event();
    condition();
    barrier();
  }

  private void event() {
    constructor(AsyncEvent.class).cannotFail("no argument");
    method(AsyncEvent.class, "await")
        .waits(w -> w.goods.event.await())
        .waits(w -> w.goods.past.await());
    method(AsyncEvent.class, "set")
        .accepts("twice", w -> w.goods.past.set())
        .worksEverywhere(w -> w.goods.past.set());
    method(AsyncEvent.class, "clear")
        .accepts("twice", w -> w.goods.event.clear())
        .worksEverywhere(w -> w.goods.event.clear());
    cannotFail(AsyncEvent.class, "isSet");
  }

  private void condition() {
    constructor(AsyncCondition.class).cannotFail("no argument");
    constructor(AsyncCondition.class, AsyncMutex.class)
        .nulls("mutex", w -> new AsyncCondition(null));
    needsLock(method(AsyncCondition.class, "await"), "await()", w -> w.goods.underFree.await())
        .waits(w -> w.goods.underHeld.await());
    needsLock(
            method(AsyncCondition.class, "awaitUntil", BooleanSupplier.class),
            "awaitUntil()",
            w -> w.goods.underFree.awaitUntil(() -> true))
        .nulls("condition", w -> w.goods.underHeld.awaitUntil(null))
        .throwing(
            "condition that throws",
            IllegalCallerException.class,
            w -> w.goods.underHeld.awaitUntil(SignalsTable::fail),
            "planted")
        .waits(w -> w.goods.underHeld.awaitUntil(() -> false))
        .waits(w -> w.goods.underHeld.awaitUntil(() -> true));
    needsLock(method(AsyncCondition.class, "signal"), "signal()", w -> w.goods.underFree.signal())
        .worksEverywhere(w -> w.goods.underHeld.signal());
    needsLock(
            method(AsyncCondition.class, "signalAll"),
            "signalAll()",
            w -> w.goods.underFree.signalAll())
        .worksEverywhere(w -> w.goods.underHeld.signalAll());
    cannotFail(AsyncCondition.class, "mutex");
  }

  private static boolean fail() {
    throw new IllegalCallerException("planted");
  }

  private static Member needsLock(Member member, String name, Call call) {
    return member.refuses("without the lock", call, name + " needs the lock, but no task holds it");
  }

  private void barrier() {
    constructor(AsyncBarrier.class, int.class)
        .rejects("parties 0", w -> new AsyncBarrier(0), "parties must", "0")
        .rejects("parties -1", w -> new AsyncBarrier(-1), "parties must", "-1")
        .accepts(
            "parties MAX_VALUE",
            w ->
                assertThat(new AsyncBarrier(Integer.MAX_VALUE).parties())
                    .isEqualTo(Integer.MAX_VALUE));
    method(AsyncBarrier.class, "await")
        .throwing(
            "after abort",
            BarrierBrokenException.class,
            w -> aborted().await(),
            "the barrier has been aborted",
            "reset()")
        .waits(w -> w.goods.pair.await())
        .waits(w -> w.goods.single.await())
        .waits(w -> aborted().await());
    method(AsyncBarrier.class, "reset")
        .accepts("of a new barrier", w -> w.goods.pair.reset())
        .worksEverywhere(w -> w.goods.pair.reset());
    method(AsyncBarrier.class, "abort")
        .accepts("twice", w -> aborted().abort())
        .worksEverywhere(w -> assertThat(aborted().isBroken()).isTrue());
    cannotFail(AsyncBarrier.class, "parties", "waiting", "isBroken");
  }

  private static AsyncBarrier aborted() {
    AsyncBarrier barrier = new AsyncBarrier(2);
    barrier.abort();
    return barrier;
  }
}
