package org.coroutines4j.runtime.coroutine;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The shared watches of stages that have not ended, one for each stage. They do not keep a stage
 * from being garbage-collected. Stages are compared by identity, since their {@code equals} may be
 * overridden.
 */
final class StageWatches {
  private static final ConcurrentMap<Key, StageWatch> WATCHES = new ConcurrentHashMap<>();
  private static final ReferenceQueue<CompletionStage<?>> COLLECTED = new ReferenceQueue<>();

  private StageWatches() {}

  private static final class Key extends WeakReference<CompletionStage<?>> {
    private final int hash;

    Key(CompletionStage<?> stage) {
      super(stage, COLLECTED);
      hash = System.identityHashCode(stage);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      return other instanceof Key key && key.hash == hash && isSame(key.get());
    }

    @SuppressWarnings("ReferenceEquality") // the same stage, not an equal one
    private boolean isSame(@Nullable CompletionStage<?> stage) {
      return stage != null && stage == get();
    }
  }

  /**
   * Returns the shared watch of {@code stage}, registered with it. The watch of a stage that has
   * ended is not kept here.
   */
  static StageWatch of(CompletionStage<?> stage) {
    Key key = new Key(stage);
    StageWatch watch = WATCHES.get(key);
    if (watch == null) {
      forgetCollected();
      watch = new StageWatch(() -> WATCHES.remove(key));
      StageWatch known = WATCHES.putIfAbsent(key, watch);
      watch = known != null ? known : watch;
    }
    boolean isRegistered = false;
    try {
      watch.register(stage);
      isRegistered = true;
    } finally {
      if (!isRegistered) {
        WATCHES.remove(key, watch);
      }
    }
    return watch;
  }

  private static void forgetCollected() {
    for (var key = COLLECTED.poll(); key != null; key = COLLECTED.poll()) {
      WATCHES.remove(key);
    }
  }

  /** Returns the number of watched stages. */
  static int size() {
    return WATCHES.size();
  }
}
