package org.coroutines4j.engine;

import org.coroutines4j.runtime.dispatch.StackGuard;

/**
 * A program that looks for the place nearest to the end of a stack at which {@link StackGuard}
 * finds room, and uses that room.
 */
final class StackRoom {
  /** More than a wake-up uses, and somewhat less than the guard promises. */
  private static final int CALLS = 48;

  private static final int WARM_UP = 100_000;

  /** Each takes a second or more in code of C2. */
  private static final int ROUNDS = 5;

  private boolean found;
  private boolean enough;

  private StackRoom() {}

  private static long use(int calls, long a, long b, long c, long d, long e, long f, long g) {
    long rest = calls == 0 ? 0 : use(calls - 1, b, c, d, e, f, g, a);
    return rest + a * b + c * d + e * f + g;
  }

  private static boolean hasRoom() {
    try {
      return use(CALLS, 1, 2, 3, 4, 5, 6, 7) != 0;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  /** Recurses to the end of the stack, and then returns to the first place that has room. */
  @SuppressWarnings("InfiniteRecursion") // until the end of the stack
  private void goDown() {
    try {
      goDown();
    } catch (StackOverflowError e) {
      // the end
    }
    if (!found && StackGuard.isThereForCalls()) {
      found = true;
      enough = hasRoom();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    boolean alwaysEnough = true;
    for (int i = 0; i < WARM_UP; i++) {
      alwaysEnough &= StackGuard.isThereForCalls() && hasRoom();
    }
    for (int i = 0; i < ROUNDS; i++) {
      StackRoom room = new StackRoom();
      Thread thread = new Thread(room::goDown);
      thread.start();
      thread.join();
      alwaysEnough &= room.found && room.enough;
    }
    System.out.println("enough: " + alwaysEnough);
  }
}
