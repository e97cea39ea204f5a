package org.coroutines4j.runtime.coroutine;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guards that a cancellation interrupts the code of its frame at most once, never outside that
 * code, and never after the code has observed the cancellation.
 */
@Tag("lincheck")
@Timeout(120)
class CancellationInterruptLincheckTest {
  /** The tested state machine. Fields stand for the state of the frame's thread. */
  public static class Frame {
    private final Machine machine = new Machine();

    /** Never runs twice concurrently, since a Job is cancelled only once. */
    @Operation(nonParallelGroup = "canceller")
    public void cancel() {
      machine.requestInterrupt();
    }

    @Operation(nonParallelGroup = "thread")
    public void leaveOwnCode() {
      machine.inOwnCode = false;
    }

    @Operation(nonParallelGroup = "thread")
    public boolean returnToOwnCode() {
      machine.inOwnCode = true;
      machine.deliverPendingInterrupt();
      return machine.interrupted;
    }

    /** Returns the interrupt status that the frame's code sees. */
    @Operation(nonParallelGroup = "thread")
    public boolean seesInterrupt() {
      return machine.interrupted;
    }

    @Operation(nonParallelGroup = "thread")
    public boolean observeCancellation() {
      machine.acknowledgeCancellation();
      return machine.interrupted;
    }

    @Operation(nonParallelGroup = "thread")
    public boolean wasInterrupted() {
      return machine.wasInterrupted();
    }
  }

  private static final class Machine extends CancellationInterrupt {
    volatile boolean inOwnCode = true;
    volatile boolean interrupted;

    @Override
    boolean isInOwnCode() {
      return inOwnCode;
    }

    @Override
    boolean mayInterrupt() {
      return true;
    }

    @Override
    void wakeDirectWait() {}

    @Override
    boolean isThreadInterrupted() {
      return interrupted;
    }

    @Override
    void interruptThread() {
      if (interrupted) {
        throw new IllegalStateException("interrupted twice");
      }
      interrupted = true;
    }

    @Override
    void clearInterrupt() {
      interrupted = false;
    }
  }

  /** The same behaviour as sequential code, without a state machine. */
  public static class Specification {
    private boolean inOwnCode = true;
    private boolean cancelled;
    private boolean sent;
    private boolean observed;
    private boolean interrupted;

    public void cancel() {
      cancelled = true;
      deliver();
    }

    private void deliver() {
      if (cancelled && inOwnCode && !sent && !observed) {
        sent = true;
        interrupted = true;
      }
    }

    public void leaveOwnCode() {
      inOwnCode = false;
    }

    public boolean returnToOwnCode() {
      inOwnCode = true;
      deliver();
      return interrupted;
    }

    public boolean seesInterrupt() {
      return interrupted;
    }

    public boolean observeCancellation() {
      observed = true;
      interrupted = false;
      return interrupted;
    }

    public boolean wasInterrupted() {
      return sent && !observed;
    }
  }

  @Test
  void interrupt_isSentAtMostOnce_andOnlyToOwnCode() {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(500)
        .threads(2)
        .actorsPerThread(4)
        .actorsBefore(1)
        .actorsAfter(2)
        .sequentialSpecification(Specification.class)
        .check(Frame.class);
  }
}
