package org.coroutines4j.internal.flow;

import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.FrameEndings;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.ResumableBlock;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from a {@link PullableFlow} on the thread that asks, as long as only the code that created
 * the iterator asks: the same task in the same block. A cancellation of that code ends the flow
 * anyway. Any other code may be cancelled alone, or run in another context. So when it asks, the
 * iterator changes to a {@link PullIterator} over the rest of the flow, for good. It does so too
 * when it comes to an inner flow that is not pullable.
 */
final class InlineIterator<T> extends PulledValue implements AsyncIterator<T> {
  /*
   * state      meaning                                     moved on by
   * OPEN       the owner pulls, between two blocks of      a flow that is not pullable, and any task but the owner
   *            code of its own                             that asks for a value, to DELEGATED; the end of the owner,
   *                                                        to ORPHANED; the end of the flow and close, to CLOSED
   * DELEGATED  the delegate has the rest of the flow       the end of the flow and close, to CLOSED; back to OPEN, if
   *                                                        the owner was pulling
   * ORPHANED   the code that created the iterator has      hasNext, which tells of it once, and close, to CLOSED
   *            ended, the flow too
   * CLOSED     hasNext returns false                       -
   *
   * Every move is made under the lock. The owner pulls without it:
   *
   * owner                                any other thread
   * enters the block                     moves the state on
   * reads the state: OPEN, or it leaves  reads whether the owner is in the block
   * pulls, writes the value              closes: takes the value
   * leaves the block
   * reads the state: OPEN, or it takes
   * the value
   *
   * The state and being in the block are volatile, so one of them sees the other. A thread that closes the iterator
   * ends the block if the owner is not in it. Otherwise it cancels the pull, and the owner, which then finds CLOSED,
   * ends the block. If both take the value, one of them gets it.
   */
  private enum State {
    OPEN,
    DELEGATED,
    ORPHANED,
    CLOSED
  }

  /** The most frames around a pull in line. Recursive flows need a new stack then. */
  private static final int MAX_FRAMES = 16;

  private final Flow<Object> flow;

  private final CoroutineThread body;

  /** The frame of the code that created this iterator, the owner. */
  private final JobFrame frame;

  private final FrameEndings.Ending ending;

  /** The call site that created the iterator; in debug mode only. */
  private final @Nullable StackTraceElement site;

  private volatile State state = State.OPEN;

  /** The block that the owner pulls in; null before the first pull. */
  private @Nullable ResumableBlock block;

  /** Written before the state is DELEGATED, and read after. */
  private @Nullable PullIterator<T> delegate;

  /** The failure of a pull that another thread has cancelled; written before the block ends. */
  private @Nullable Throwable failure;

  private InlineIterator(
      Flow<Object> flow, Puller puller, CoroutineThread body, @Nullable StackTraceElement site) {
    super(puller);
    this.flow = flow;
    this.body = body;
    this.frame = body.frame();
    this.site = site;
    this.ending = frame.onLeave(this::ownerLeft);
  }

  /** Creates an iterator over {@code flow} that belongs to the caller's code. */
  static <T> AsyncIterator<T> over(Flow<Object> flow) {
    CoroutineThread body = CoroutineThreads.direct();
    if (body == null || body.dispatcher().isForeignThread() || body.frame().depth() >= MAX_FRAMES) {
      return new PullIterator<>(flow);
    }
    Puller puller = PullableFlow.pullerOf(flow, 0);
    return puller == null
        ? new PullIterator<>(flow)
        : new InlineIterator<>(flow, puller, body, PullIterator.callSite());
  }

  @Override
  public boolean hasNext() {
    State found = state;
    if (hasValue()) {
      return found != State.CLOSED;
    }
    if (found == State.OPEN && ResumableBlock.isIn(frame)) {
      body.endStep();
      frame.checkpoint();
      return pull();
    }
    return askDelegate();
  }

  // By the owner.

  private boolean pull() {
    ResumableBlock entered = block;
    if (entered == null) {
      entered = enterFirst();
    } else {
      entered.enter();
    }
    if (state != State.OPEN) {
      entered.leave();
      return stateAfter(entered) == State.OPEN ? pull() : hasNext();
    }
    Object value;
    try {
      if (entered.isCancelRequested()) {
        body.checkpoint();
      }
      value = puller.next(body);
    } catch (Puller.NotPullable signal) {
      return collectRest(entered);
    } catch (Throwable t) {
      return failed(entered, t);
    }
    put(value); // before the block is left: a thread that closes reads in the other order
    entered.leave();
    if (value == null) {
      endFlow(entered, null);
      body.checkInterrupt(); // of a loop too short for the check in endStep
      return false;
    }
    return state == State.OPEN || stateAfter(entered) != State.CLOSED;
  }

  private ResumableBlock enterFirst() {
    synchronized (puller) {
      ResumableBlock created = ResumableBlock.enterNew(frame);
      block = created;
      return created;
    }
  }

  /**
   * Returns the state, after it was found changed. If this was closed, hands the found value back
   * and ends the block.
   */
  private State stateAfter(ResumableBlock left) {
    State found;
    synchronized (puller) {
      found = state;
    }
    if (found == State.CLOSED) {
      returnUndelivered();
      Throwable unused = end(left); // for the thread that has closed the iterator
    }
    return found;
  }

  /** Ends a pull that has met a flow to be collected, and changes to a helper for the rest. */
  private boolean collectRest(ResumableBlock left) {
    left.leave();
    synchronized (puller) {
      if (state == State.OPEN) { // else another thread has been faster
        delegate = PullIterator.ownedBy(frame, puller.rest(), site);
        state = State.DELEGATED;
      }
    }
    return stateAfter(left) != State.CLOSED && askDelegate();
  }

  /** Ends a pull that has thrown {@code thrown}, inside the block. */
  private boolean failed(ResumableBlock entered, Throwable thrown) {
    boolean closed = state == State.CLOSED;
    Throwable meant = FlowCancellations.meaningOfBlock(body, thrown, closed ? null : frame.job());
    boolean passes = body.passes(meant);
    boolean isCancellation = meant instanceof CancellationException && !passes;
    if (isCancellation && !frame.job().isActive()) {
      CancellationException cancelled = entered.leaveCancelled();
      State unused = stateAfter(entered);
      throw cancelled;
    }
    entered.leave();
    if (isCancellation && !closed) { // an ancestor is cancelled
      State unused = stateAfter(entered);
      body.awaitComingCancellation();
    }
    if (!endFlow(entered, isCancellation ? null : meant)) {
      return false;
    }
    throw passes ? SneakyThrow.sneak(meant) : TaskFailedException.unchecked(meant);
  }

  /**
   * Ends the flow with {@code thrown}, or normally for null. Returns whether the caller must throw
   * it: not if another thread has closed the iterator meanwhile, which then throws it.
   */
  private boolean endFlow(ResumableBlock left, @Nullable Throwable thrown) {
    boolean closedBefore;
    synchronized (puller) {
      closedBefore = state == State.CLOSED;
      state = State.CLOSED;
      if (closedBefore) {
        failure = thrown;
      }
    }
    Throwable ofCleanup = end(left);
    if (ofCleanup != null && !closedBefore) {
      if (thrown == null) {
        throw TaskFailedException.unchecked(ofCleanup);
      }
      if (thrown != ofCleanup) {
        thrown.addSuppressed(ofCleanup);
      }
    }
    return !closedBefore;
  }

  /** The code of the owner has ended. */
  private void ownerLeft() {
    State found;
    ResumableBlock entered;
    synchronized (puller) {
      found = state;
      entered = block;
      if (found == State.OPEN) {
        state = State.ORPHANED;
      }
    }
    if (entered != null) {
      entered.ownerIsLeft();
    }
    if (found == State.OPEN && entered != null && site != null) {
      PullIterator.reportLeft(site);
    }
    if (found == State.DELEGATED && delegate != null) {
      delegate.ownerLeft();
    }
    returnUndelivered();
    if (entered != null) {
      Throwable unused = end(entered); // a failure of the owner's block
    }
  }

  /** Ends the block, and returns the failure of what the flow has left open. */
  private @Nullable Throwable end(ResumableBlock left) {
    Throwable thrown = left.end();
    if (forget()) {
      left.release();
    }
    return thrown;
  }

  /** Lets the frame of the owner forget this iterator, unless another thread calls. */
  private boolean forget() {
    boolean isOwner = CoroutineThreads.current() == body;
    if (isOwner) {
      frame.forgetOnLeave(ending);
    }
    return isOwner;
  }

  // By any thread.

  private boolean askDelegate() {
    PullIterator<T> asked;
    synchronized (puller) {
      switch (state) {
        case OPEN -> {
          CoroutineThreads.requireMayWait();
          delegate = beginDelegate();
        }
        case ORPHANED -> {
          state = State.CLOSED;
          throw PullIterator.ownerEnded();
        }
        case CLOSED -> {
          return false;
        }
        case DELEGATED -> {}
      }
      asked = delegate;
    }
    if (asked != null && ask(asked)) {
      return true;
    }
    delegateEnded(null);
    return false;
  }

  private boolean ask(PullIterator<T> asked) {
    try {
      return asked.hasNext();
    } catch (Throwable t) {
      if (asked.isClosed()) { // else the wait was cancelled, or another task waits
        delegateEnded(t);
      }
      throw t;
    }
  }

  /**
   * The delegate has come to the end of the flow, which has failed with {@code thrown} if that is
   * not null: ends the block, as the owner does then.
   */
  private void delegateEnded(@Nullable Throwable thrown) {
    ResumableBlock left;
    synchronized (puller) {
      left = block;
      if (left == null) {
        state = State.CLOSED;
      }
    }
    if (left != null) {
      boolean unused = endFlow(left, thrown);
    } else {
      boolean unused = forget();
    }
  }

  private PullIterator<T> beginDelegate() {
    state = State.DELEGATED;
    if (block != null && block.isEntered()) {
      state = State.OPEN;
      throw PullIterator.usedByAnotherTask();
    }
    return PullIterator.ownedBy(
        frame, block == null ? flow : new GeneratorFlow(puller::emitAll), site);
  }

  @Override
  @SuppressWarnings("unchecked") // the flow emits nothing else
  public T next() {
    if (hasNext()) {
      Object value = take();
      if (value != null) {
        return (T) value;
      }
      PullIterator<T> asked = state == State.DELEGATED ? delegate : null;
      if (asked != null) {
        return asked.next();
      }
    }
    throw new NoSuchElementException("the flow has ended");
  }

  @Override
  public void close() {
    State found;
    ResumableBlock entered;
    boolean pulls;
    synchronized (puller) {
      found = state;
      if (found == State.CLOSED) {
        return;
      }
      state = State.CLOSED;
      entered = block;
      pulls = found == State.OPEN && entered != null && entered.isEntered();
    }
    Throwable thrown = null;
    if (found == State.DELEGATED && delegate != null) {
      thrown = delegate.end();
    }
    if (pulls && entered != null) {
      entered.interruptPiece();
      if (!entered.isEnteredByCaller()) { // else the flow itself has closed its iterator
        entered.awaitEnd();
        thrown = failure;
      }
    } else if (found != State.ORPHANED) {
      returnUndelivered();
      Throwable ofCleanup = entered == null ? null : end(entered);
      thrown = thrown != null ? thrown : ofCleanup;
      if (entered == null) {
        boolean unused = forget();
      }
    }
    if (thrown != null) {
      throw TaskFailedException.unchecked(thrown);
    }
  }
}
