package org.coroutines4j.runtime.dispatch;

/**
 * What the end of a block needs of the stack. A recursion without end through blocks overflows the
 * stack somewhere in the innermost of them; if that were while a block begins or ends, its Job
 * would never end, and all that wait for it would wait for ever. So a block that is nested deeply
 * in one body begins only where the stack has room for its end, and else not at all.
 */
public final class StackGuard {
  /** Blocks nested less deeply than this fit on any stack. */
  private static final int SHALLOW = 32;

  /** Calls that take, compiled or not, some 100 KB: ten times what the end of a block takes. */
  private static final int CALLS = 1_000;

  /** What a wake-up, a timer or the start of a thread takes, several times over. */
  private static final int FEW_CALLS = 64;

  private StackGuard() {}

  /**
   * Throws {@link StackOverflowError} if the stack has no room for calls which must come to their
   * end, because others wait for that, or share what is changed by them.
   */
  public static void requireForCalls() {
    long unused = take(FEW_CALLS, 1, 2, 3, 4, 5, 6, 7);
  }

  /** Whether {@link #requireForCalls} would return. */
  public static boolean isThereForCalls() {
    try {
      requireForCalls();
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  /** Throws {@link StackOverflowError} if a block at {@code depth} might not come to its end. */
  public static void require(int depth) {
    long unused = take(depth > SHALLOW ? CALLS : FEW_CALLS, 1, 2, 3, 4, 5, 6, 7);
  }

  private static long take(int calls, long a, long b, long c, long d, long e, long f, long g) {
    long rest = calls == 0 ? 0 : take(calls - 1, b, c, d, e, f, g, a);
    return rest + a * b + c * d + e * f + g; // all are needed after the call, and so on the stack
  }
}
