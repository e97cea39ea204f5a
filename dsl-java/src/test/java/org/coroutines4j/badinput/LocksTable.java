package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

/** {@link AsyncMutex} and {@link AsyncSemaphore}. */
final class LocksTable extends Table {
  LocksTable() {
    mutex();
    semaphores();
    permits();
  }

  private void mutex() {
    constructor(AsyncMutex.class).cannotFail("no argument");
    method(AsyncMutex.class, "withLock", Callable.class)
        .nulls("body", w -> w.goods.free.withLock((Callable<String>) null))
        .waits(w -> w.goods.held.withLock(w.body()))
        .waits(w -> w.goods.free.withLock(w.body()));
    method(AsyncMutex.class, "withLock", ThrowingRunnable.class)
        .nulls("body", w -> w.goods.free.withLock((ThrowingRunnable) null))
        .waits(w -> w.goods.held.withLock(w.action()))
        .waits(w -> w.goods.free.withLock(w.action()));
    method(AsyncMutex.class, "lock")
        .waits(w -> w.goods.held.lock())
        .waits(w -> w.goods.free.lock());
    method(AsyncMutex.class, "tryLock")
        .worksEverywhere(w -> assertThat(w.goods.held.tryLock()).isFalse());
    method(AsyncMutex.class, "tryLock", Duration.class)
        .nulls("timeout", w -> w.goods.free.tryLock(null))
        .accepts(
            "timeout zero: does not wait",
            w -> assertThat(w.goods.held.tryLock(Duration.ZERO)).isFalse())
        .accepts(
            "timeout negative: does not wait",
            w -> assertThat(w.goods.held.tryLock(World.NEGATIVE)).isFalse())
        .accepts(
            "timeout too large: is none",
            w -> TimeTable.timesOut(() -> w.goods.held.tryLock(World.FOR_EVER)))
        .waits(w -> w.goods.held.tryLock(World.LONG))
        .waits(w -> w.goods.free.tryLock(World.LONG))
        .waits(w -> w.goods.free.tryLock(Duration.ZERO));
    method(AsyncMutex.class, "unlock")
        .refuses("not held", w -> w.goods.free.unlock(), "unlock() needs the lock")
        .refuses("twice", LocksTable::unlockTwice, "unlock() needs the lock, but no task holds it")
        .worksEverywhere(LocksTable::tryAndUnlock);
    cannotFail(AsyncMutex.class, "isLocked");
  }

  private static void unlockTwice(World w) {
    tryAndUnlock(w);
    w.goods.free.unlock();
  }

  private static void tryAndUnlock(World w) {
    assertThat(w.goods.free.tryLock()).isTrue();
    w.goods.free.unlock();
  }

  private void semaphores() {
    constructor(AsyncSemaphore.class, int.class)
        .rejects("permits -1", w -> new AsyncSemaphore(-1), "permits must", "-1")
        .rejects("permits MIN_VALUE", w -> new AsyncSemaphore(Integer.MIN_VALUE), "permits must")
        .accepts("permits 0", w -> assertThat(new AsyncSemaphore(0).tryAcquire()).isFalse())
        .accepts(
            "permits MAX_VALUE",
            w ->
                assertThat(new AsyncSemaphore(Integer.MAX_VALUE).availablePermits())
                    .isEqualTo(Integer.MAX_VALUE));
    method(AsyncSemaphore.class, "bounded", int.class, int.class)
        .rejects("permits 0", w -> AsyncSemaphore.bounded(0, 0), "permits must", "0")
        .rejects("acquired -1", w -> AsyncSemaphore.bounded(1, -1), "acquired must", "-1")
        .rejects("acquired 3", w -> AsyncSemaphore.bounded(2, 3), "acquired must", "2", "3")
        .accepts(
            "acquired all",
            w -> assertThat(AsyncSemaphore.bounded(2, 2).availablePermits()).isZero());
    method(AsyncSemaphore.class, "bounded", int.class)
        .rejects("permits 0", w -> AsyncSemaphore.bounded(0), "permits must", "0")
        .rejects("permits -1", w -> AsyncSemaphore.bounded(-1), "permits must", "-1")
        .accepts(
            "permits MAX_VALUE",
            w ->
                assertThat(AsyncSemaphore.bounded(Integer.MAX_VALUE).availablePermits())
                    .isEqualTo(Integer.MAX_VALUE));
  }

  private void permits() {
    method(AsyncSemaphore.class, "withPermit", Callable.class)
        .nulls("body", w -> w.goods.onePermit.withPermit((Callable<String>) null))
        .waits(w -> w.goods.noPermit.withPermit(w.body()))
        .waits(w -> w.goods.onePermit.withPermit(w.body()));
    method(AsyncSemaphore.class, "withPermit", ThrowingRunnable.class)
        .nulls("body", w -> w.goods.onePermit.withPermit((ThrowingRunnable) null))
        .waits(w -> w.goods.noPermit.withPermit(w.action()))
        .waits(w -> w.goods.onePermit.withPermit(w.action()));
    method(AsyncSemaphore.class, "acquire")
        .waits(w -> w.goods.noPermit.acquire())
        .waits(w -> w.goods.onePermit.acquire());
    method(AsyncSemaphore.class, "tryAcquire")
        .worksEverywhere(w -> assertThat(w.goods.noPermit.tryAcquire()).isFalse());
    method(AsyncSemaphore.class, "tryAcquire", Duration.class)
        .nulls("timeout", w -> w.goods.onePermit.tryAcquire(null))
        .accepts(
            "timeout zero: does not wait",
            w -> assertThat(w.goods.noPermit.tryAcquire(Duration.ZERO)).isFalse())
        .accepts(
            "timeout negative: does not wait",
            w -> assertThat(w.goods.noPermit.tryAcquire(World.NEGATIVE)).isFalse())
        .accepts(
            "timeout too large: is none",
            w -> TimeTable.timesOut(() -> w.goods.noPermit.tryAcquire(World.FOR_EVER)))
        .waits(w -> w.goods.noPermit.tryAcquire(World.LONG))
        .waits(w -> w.goods.onePermit.tryAcquire(World.LONG))
        .waits(w -> w.goods.onePermit.tryAcquire(Duration.ZERO));
    method(AsyncSemaphore.class, "release")
        .refuses(
            "above the bound",
            w -> w.goods.onePermit.release(),
            "release() was called more often than acquire()",
            "1 permit")
        .refuses(
            "above what an int can count",
            w -> new AsyncSemaphore(Integer.MAX_VALUE).release(),
            "release() was called more often than acquire()")
        .worksEverywhere(LocksTable::tryAndRelease);
    cannotFail(AsyncSemaphore.class, "availablePermits");
  }

  private static void tryAndRelease(World w) {
    assertThat(w.goods.onePermit.tryAcquire()).isTrue();
    w.goods.onePermit.release();
  }
}
