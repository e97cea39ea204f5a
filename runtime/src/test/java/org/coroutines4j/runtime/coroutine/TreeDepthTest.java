package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import kotlin.coroutines.EmptyCoroutineContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Only the levels below a Job decide whether cancelling it needs a thread with a large stack. */
class TreeDepthTest {
  private static final int DEEP = 400;

  /** Records the threads that cancel it, and the threads that report a child's failure to it. */
  private static final class Block extends BlockCoroutine {
    final Set<Thread> cancelledBy;
    final Set<Thread> failuresFrom = ConcurrentHashMap.newKeySet();
    private final boolean passesFailures;

    Block(@Nullable Block parent, boolean passesFailures) {
      super(EmptyCoroutineContext.INSTANCE, parent);
      this.passesFailures = passesFailures;
      cancelledBy = parent == null ? ConcurrentHashMap.newKeySet() : parent.cancelledBy;
      becomeChildOf(parent);
    }

    @Override
    protected void cancellationBegan(Throwable cause) {
      cancelledBy.add(Thread.currentThread());
      super.cancellationBegan(cause);
    }

    @Override
    protected boolean childFailed(Throwable cause) {
      failuresFrom.add(Thread.currentThread());
      return !passesFailures || super.childFailed(cause);
    }

    @Override
    protected boolean getScoped() {
      return !passesFailures;
    }
  }

  private static List<Block> chain(Block top, int length, boolean passesFailures) {
    List<Block> chain = new ArrayList<>();
    Block last = top;
    for (int i = 0; i < length; i++) {
      last = new Block(last, passesFailures);
      chain.add(last);
    }
    return chain;
  }

  private static void end(List<Block> chain) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      chain.get(i).complete(null);
      assertThat(chain.get(i).isReady()).isTrue();
    }
  }

  @Test
  void shallowBranchBesideDeepOne_isCancelledOnThisThread() {
    Block root = new Block(null, false);
    chain(root, DEEP, false);
    Block shallow = new Block(root, false);
    List<Block> below = chain(shallow, 20, false);
    root.cancelledBy.clear();
    shallow.cancel(new CancellationException("enough"));
    assertThat(below.get(19).isCancelled()).isTrue();
    assertThat(root.cancelledBy).containsExactly(Thread.currentThread());
  }

  @Test
  void failureInShallowBranch_isReportedOnThisThread() {
    Block root = new Block(null, false);
    Block middle = new Block(root, false);
    chain(root, DEEP, false);
    Block failing = new Block(middle, true);
    failing.completeExceptionally(new IllegalStateException("failed"));
    assertThat(middle.failuresFrom).containsExactly(Thread.currentThread());
  }

  @Test
  void deepBranch_isCancelledOnAThreadWithALargeStack() {
    Block root = new Block(null, false);
    List<Block> chain = chain(root, 20 * DEEP, false);
    root.cancel(new CancellationException("enough"));
    assertThat(chain.get(20 * DEEP - 1).isCancelled()).isTrue();
    assertThat(root.cancelledBy).hasSize(1).doesNotContain(Thread.currentThread());
    root.cancel(new CancellationException("again")); // has no effect
    chain.get(5).cancel(new CancellationException("and below"));
    assertThat(root.cancelledBy).hasSize(1);
  }

  @Test
  void branchOfMediumDepth_isCancelledOnThisThread() {
    Block root = new Block(null, false);
    chain(root, 90, false);
    root.cancel(new CancellationException("enough"));
    assertThat(root.cancelledBy).containsExactly(Thread.currentThread());
  }

  @Test
  void rootOfEndedDeepBranch_isCancelledOnThisThread() {
    Block root = new Block(null, false);
    for (int i = 0; i < 3; i++) {
      end(chain(root, DEEP, false));
    }
    new Block(root, false);
    root.cancel(new CancellationException("enough"));
    assertThat(root.cancelledBy).containsExactly(Thread.currentThread());
  }

  @Tag("full")
  @Test
  void failureThroughManyLevels_usesFewThreads() {
    Block root = new Block(null, false);
    List<Block> chain = chain(root, 20 * DEEP, true);
    chain.get(20 * DEEP - 1).completeExceptionally(new IllegalStateException("failed"));
    assertThat(root.failuresFrom).isNotEmpty();
    assertThat(chain.get(0).isCancelled()).isTrue();
    assertThat(root.cancelledBy).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void blocksThatFailInSequence_useNoOtherThread() {
    Block root = new Block(null, false);
    List<Block> chain = chain(root, DEEP, false);
    for (int i = DEEP - 1; i >= 0; i--) { // as blocks do that rethrow the failure of a block inside
      chain.get(i).completeExceptionally(new IllegalStateException("failed"));
    }
    assertThat(root.cancelledBy).containsExactly(Thread.currentThread());
  }
}
