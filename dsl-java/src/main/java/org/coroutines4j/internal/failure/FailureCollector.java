package org.coroutines4j.internal.failure;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.coroutines4j.internal.util.SafeMessages;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one block, in the order in which they occurred. The first is thrown, the next
 * {@value #MOST_SUPPRESSED} are suppressed on it, and further ones are only counted.
 */
public final class FailureCollector {
  static final int MOST_SUPPRESSED = 16;

  /** Most blocks have no failure, so this list is created with the first one. */
  private List<Throwable> kept = List.of();

  /**
   * For each kept failure that was thrown, the exception thrown for it: a wrapper if the failure is
   * checked, else itself. Null before the first is thrown.
   */
  private @Nullable IdentityHashMap<Throwable, Throwable> wrappers;

  /** The number of failures that are not kept. */
  private int further;

  /** Adds {@code failure} unless it is known. Returns true if it is the first one. */
  public synchronized boolean add(Throwable failure) {
    if (isKnown(failure)) {
      return false;
    }
    if (kept.isEmpty()) {
      kept = new ArrayList<>(2);
    }
    if (kept.size() <= MOST_SUPPRESSED) {
      kept.add(failure);
    } else {
      further++;
    }
    return kept.size() == 1 && further == 0;
  }

  /** Returns whether {@code failure} is kept, or is the wrapper of a kept one. */
  synchronized boolean isKnown(Throwable failure) {
    for (Throwable known : kept) {
      if (known == failure || (wrappers != null && wrappers.get(known) == failure)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether further failures are only counted. */
  synchronized boolean isFull() {
    return kept.size() > MOST_SUPPRESSED;
  }

  /** Adds {@code count} to the number of failures that are not kept. */
  synchronized void addUnlisted(int count) {
    further += count;
  }

  /** Adds all failures of {@code others}, which must not change any more. */
  synchronized void addAll(FailureCollector others) {
    others.kept.forEach(this::add);
    further += others.further;
  }

  public synchronized boolean isEmpty() {
    return kept.isEmpty() && further == 0;
  }

  /**
   * Returns the exception that each await throws for {@code failure}, always the same object; null
   * if {@code failure} is not kept.
   */
  synchronized @Nullable Throwable wrapperIfKept(Throwable failure) {
    for (Throwable known : kept) {
      if (known == failure) {
        return wrapperOf(known);
      }
    }
    return null;
  }

  private Throwable wrapperOf(Throwable known) {
    if (wrappers == null) {
      wrappers = new IdentityHashMap<>(2);
    }
    return wrappers.computeIfAbsent(known, Exceptions::wrap);
  }

  /**
   * Returns the exception to throw, with all other failures suppressed on it. Called once, at the
   * end of the block, when there is a failure.
   */
  public synchronized Throwable toThrow() {
    if (kept.isEmpty()) {
      return new FurtherFailures(further);
    }
    Throwable first = wrapperOf(kept.get(0));
    suppressOn(first);
    return first;
  }

  /** Suppresses all failures on {@code thrown}, except {@code thrown} itself and its cause. */
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
   * Suppresses {@code failure} on {@code thrown}, or only counts it there if {@code thrown} has
   * {@value #MOST_SUPPRESSED} suppressed exceptions. Without a limit, an exception that the user
   * keeps in a constant and throws repeatedly would grow indefinitely.
   */
  public static void suppress(Throwable thrown, Throwable failure) {
    synchronized (thrown) { // the lock of addSuppressed
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

  /** Stands for the failures that are only counted. */
  static final class FurtherFailures extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The number of failures. Written under the lock of the exception that suppresses this. */
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
