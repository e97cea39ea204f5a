package org.coroutines4j.runtime.dispatch;

/**
 * Checks that the stack has room for code that must not be cut short. An endless recursion through
 * blocks overflows the stack somewhere in the innermost block. If the overflow struck while a block
 * begins or ends, its Job would never complete, and its waiters would wait indefinitely. So a block
 * that is deeply nested in one task begins only if the stack has room for its end; otherwise it
 * fails before it begins.
 */
public final class StackGuard {
  /** A block that is nested at most this deeply fits on any stack. */
  private static final int SHALLOW = 32;

  /**
   * The calls that use some 100 KB of stack, compiled or interpreted: ten times what the end of a
   * block uses.
   */
  private static final int CALLS = 1_000;

  /** The calls that use about as much stack as {@link LargeFrame}. */
  private static final int FEW_CALLS = 64;

  /** Whether this JVM compares the size of an interpreted frame with the rest of the stack. */
  private static final boolean IS_HOTSPOT =
      System.getProperty("java.vm.name", "").endsWith(" Server VM");

  private StackGuard() {}

  /**
   * Throws {@link StackOverflowError} if the stack has no room for a call that must run to its end,
   * because a waiter depends on it or because it changes shared state.
   */
  public static void requireForCalls() {
    if (IS_HOTSPOT) {
      LargeFrame.enter();
    } else {
      requireCalls(FEW_CALLS);
    }
  }

  /** Returns whether {@link #requireForCalls} would return normally. */
  public static boolean isThereForCalls() {
    try {
      requireForCalls();
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  /**
   * Throws {@link StackOverflowError} if the stack might not hold the end of a block at {@code
   * depth}.
   */
  public static void require(int depth) {
    if (depth > SHALLOW) {
      requireCalls(CALLS);
    } else {
      requireForCalls();
    }
  }

  private static void requireCalls(int calls) {
    long unused = use(calls, 1, 2, 3, 4, 5, 6, 7);
  }

  private static long use(int calls, long a, long b, long c, long d, long e, long f, long g) {
    long rest = calls == 0 ? 0 : use(calls - 1, b, c, d, e, f, g, a);
    return rest + a * b + c * d + e * f + g; // uses all after the call, so all stay on the stack
  }
}
