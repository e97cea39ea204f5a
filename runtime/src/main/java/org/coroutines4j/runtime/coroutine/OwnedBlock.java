package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineExceptionHandlerKt;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * A block that works for the code of another one, its owner. It keeps a failure of its work until
 * the owner's code asks for it. Once the owner is being left, a failure is one of the owner.
 */
abstract class OwnedBlock extends BlockCoroutine {
  private volatile boolean left;
  private volatile @Nullable Throwable thrown;

  OwnedBlock(CoroutineContext context, @Nullable Job parent) {
    super(context, parent);
  }

  OwnedBlock(JobFrame owner, CoroutineContext elements) {
    super(owner, elements);
  }

  /** The owner is being left: failures from now on are failures of the owner. */
  public final void ownerIsLeft() {
    left = true;
  }

  /** Returns the failure of the work, or the reason why it could not start; null if none. */
  final @Nullable Throwable thrown() {
    return thrown;
  }

  @Override
  protected final boolean childFailed(Throwable cause) {
    thrown = cause;
    return !left || super.childFailed(cause);
  }

  @Override
  protected final boolean getScoped() {
    return !left;
  }

  @Override
  protected final boolean failedAlone(Throwable exception) {
    CoroutineExceptionHandlerKt.handleCoroutineException(getContext(), exception);
    return true;
  }
}
