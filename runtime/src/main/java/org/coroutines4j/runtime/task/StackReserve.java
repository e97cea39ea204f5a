package org.coroutines4j.runtime.task;

/**
 * What the end of a block needs of the stack. A recursion without end through blocks overflows the
 * stack somewhere in the innermost of them; if that were while a block begins or ends, its Job
 * would never end, and all that wait for it would wait for ever. So a block that is nested deeply
 * in one body begins only where the stack has room for its end, and else not at all.
 */
final class StackReserve {
  /** Blocks nested less deeply than this fit on any stack. */
  private static final int SHALLOW = 32;

  /** Calls that take, compiled or not, some 100 KB: ten times what the end of a block takes. */
  private static final int CALLS = 1_000;

  private StackReserve() {}

  /** Throws {@link StackOverflowError} if a block at {@code depth} might not come to its end. */
  static void require(int depth) {
    if (depth > SHALLOW) {
      long unused = take(CALLS, 1, 2, 3, 4, 5, 6, 7);
    }
  }

  private static long take(int calls, long a, long b, long c, long d, long e, long f, long g) {
    long rest = calls == 0 ? 0 : take(calls - 1, b, c, d, e, f, g, a);
    return rest + a * b + c * d + e * f + g; // all are needed after the call, and so on the stack
  }
}
