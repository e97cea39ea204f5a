package org.coroutines4j.internal.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.internal.util.SafeMessages;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one block, in the order in which they happened: the first is thrown, the next
 * ones are suppressed on it, the rest is counted.
 */
public final class Failures {
  static final int MOST_SUPPRESSED = 16;

  private final List<Throwable> kept = new ArrayList<>();

  /** What stands for those of the kept that are checked, where they have been thrown. */
  private final IdentityHashMap<Throwable, Throwable> wrappers = new IdentityHashMap<>();

  private int further;

  /** Unchecked ones as they are, checked ones in an unchecked one. */
  public static Throwable wrap(Throwable failure) {
    if (failure instanceof RuntimeException || failure instanceof Error) {
      return failure;
    }
    return failure instanceof IOException io ? unchecked(io) : new TaskFailedException(failure);
  }

  /** With its message, or its class where it has none, as a refused connection of HttpClient's. */
  private static UncheckedIOException unchecked(IOException failure) {
    String message = SafeMessages.messageOf(failure);
    return new UncheckedIOException(message != null ? message : SafeMessages.of(failure), failure);
  }

  /**
   * Throws {@code unchecked}; declared to return so that callers can write {@code throw raise(t)}.
   */
  public static RuntimeException raise(Throwable unchecked) {
    if (unchecked instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) unchecked;
  }

  /** Adds a failure, unless it is there already; true if it is the first. */
  public synchronized boolean add(Throwable failure) {
    if (isKnown(failure)) {
      return false;
    }
    if (kept.size() <= MOST_SUPPRESSED) {
      kept.add(failure);
    } else {
      further++;
    }
    return kept.size() == 1 && further == 0;
  }

  /** Whether it is kept, itself or as what it stands for. */
  synchronized boolean isKnown(Throwable failure) {
    for (Throwable known : kept) {
      if (known == failure || wrappers.get(known) == failure) {
        return true;
      }
    }
    return false;
  }

  /** Whether further ones are only counted. */
  synchronized boolean isFull() {
    return kept.size() > MOST_SUPPRESSED;
  }

  /** Adds to the count of those that are thrown nowhere. */
  synchronized void addUnlisted(int count) {
    further += count;
  }

  /** Adds all of {@code others}, which changes no more. */
  synchronized void addAll(Failures others) {
    others.kept.forEach(this::add);
    further += others.further;
  }

  public synchronized boolean isEmpty() {
    return kept.isEmpty() && further == 0;
  }

  /** What an await of a task with this failure throws, if it is kept here: always the same. */
  synchronized @Nullable Throwable wrapperIfKept(Throwable failure) {
    for (Throwable known : kept) {
      if (known == failure) {
        return wrappers.computeIfAbsent(known, Failures::wrap);
      }
    }
    return null;
  }

  /** The exception to throw, with all others suppressed on it; to be called once, at the end. */
  public synchronized Throwable toThrow() {
    if (kept.isEmpty()) {
      return new FurtherFailures(further);
    }
    Throwable first = wrappers.computeIfAbsent(kept.get(0), Failures::wrap);
    suppressOn(first);
    return first;
  }

  /** Adds all but {@code thrown} itself to what {@code thrown} suppresses. */
  public synchronized void suppressOn(Throwable thrown) {
    for (Throwable other : kept) {
      if (other != thrown && other != SafeMessages.causeOf(thrown)) {
        suppress(thrown, other);
      }
    }
    if (further > 0) {
      suppress(thrown, new FurtherFailures(further));
    }
  }

  /**
   * Adds {@code failure} to what {@code thrown} suppresses, or to the count of those that it does
   * not list: one exception, a constant of the user's, may be thrown time and again.
   */
  public static void suppress(Throwable thrown, Throwable failure) {
    synchronized (thrown) { // as addSuppressed is
      Throwable[] suppressed = thrown.getSuppressed();
      if (suppressed.length < MOST_SUPPRESSED) {
        thrown.addSuppressed(failure);
        return;
      }
      FurtherFailures unlisted = failure instanceof FurtherFailures f ? f : new FurtherFailures(1);
      for (Throwable known : suppressed) {
        if (known instanceof FurtherFailures further) {
          further.count += unlisted.count;
          return;
        }
      }
      thrown.addSuppressed(unlisted);
    }
  }

  /** Stands for those that are not listed. */
  static final class FurtherFailures extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Grows with an exception that is thrown more than once; written under its lock. */
    private volatile long count;

    FurtherFailures(long count) {
      super(null, null, false, false);
      this.count = count;
    }

    @Override
    public String getMessage() {
      return count + " further failures";
    }
  }
}
