package org.coroutines4j.internal.channels;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.internal.util.SafeMessages;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the cancellation exceptions with which channels were closed. kotlinx cannot tell them
 * from exceptions with which channels were cancelled. They are held weakly, and compared by
 * identity, since exceptions of users may have any {@code equals}.
 */
public final class CloseCauses {
  private static final Set<Cause> KNOWN = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<Throwable> CLEARED = new ReferenceQueue<>();

  private CloseCauses() {}

  /** Called before a channel is closed with {@code cause}. */
  static void add(Throwable cause) {
    for (Reference<?> cleared = CLEARED.poll(); cleared != null; cleared = CLEARED.poll()) {
      KNOWN.remove(cleared);
    }
    if (cause instanceof CancellationException) {
      KNOWN.add(new Cause(cause, CLEARED));
    }
  }

  /**
   * Returns the exception of a channel that kotlinx closed or cancelled because of {@code cause}.
   */
  public static ChannelClosedException exceptionOf(@Nullable Throwable cause) {
    return new ChannelClosedException(
        cause, cause instanceof CancellationException && !contains(cause));
  }

  /**
   * Returns a new cancellation because of {@code cause}, which may be the close cause of a channel.
   */
  static CancellationException cancellation(Throwable cause) {
    CancellationException cancellation =
        new CancellationException("the channel was cancelled: " + SafeMessages.of(cause));
    cancellation.initCause(cause);
    return cancellation;
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
