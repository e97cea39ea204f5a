package org.coroutines4j.internal.channels;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.coroutines4j.channels.ChannelClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The cancellations that channels have been closed with, which kotlinx does not tell from those by
 * which channels are cancelled. Compared as objects: what users throw may have any {@code equals}.
 */
public final class CloseCauses {
  private static final Set<Cause> KNOWN = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<Throwable> FORGOTTEN = new ReferenceQueue<>();

  private CloseCauses() {}

  /** A channel is about to be closed with {@code cause}. */
  static void add(Throwable cause) {
    for (Reference<?> gone = FORGOTTEN.poll(); gone != null; gone = FORGOTTEN.poll()) {
      KNOWN.remove(gone);
    }
    if (cause instanceof CancellationException) {
      KNOWN.add(new Cause(cause, FORGOTTEN));
    }
  }

  /**
   * Returns the exception of a channel that kotlinx closed or cancelled because of {@code cause}.
   */
  public static ChannelClosedException exceptionOf(@Nullable Throwable cause) {
    return new ChannelClosedException(
        cause, cause instanceof CancellationException && !contains(cause));
  }

  private static boolean contains(Throwable cause) {
    return KNOWN.contains(new Cause(cause, null));
  }

  private static final class Cause extends WeakReference<Throwable> {
    private final int hash;

    Cause(Throwable cause, @Nullable ReferenceQueue<Throwable> queue) {
      super(cause, queue);
      hash = System.identityHashCode(cause);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof Cause cause && refersToSame(cause));
    }

    private boolean refersToSame(Cause other) {
      Throwable mine = get();
      return mine != null && mine == other.get();
    }
  }
}
