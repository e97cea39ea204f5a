package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Kotlin Jobs between two blocks count as levels, which decide on the stack for a cancellation. */
class StructuredCoroutineDepthTest {
  private static BlockCoroutine under(@Nullable Job parent) {
    return new BlockCoroutine(EmptyCoroutineContext.INSTANCE, parent);
  }

  @Test
  void depth_countsKotlinJobsInBetween() {
    BlockCoroutine root = under(null);
    Job kotlin = JobKt.Job(JobKt.Job(root));
    BlockCoroutine inner = under(kotlin);
    assertThat(root.depth()).isZero();
    assertThat(inner.depth()).isEqualTo(3);
    assertThat(under(inner).depth()).isEqualTo(4);
  }

  @Test
  void treeOfJavaAndKotlinJobs_isCancelledOnALargeStack() {
    BlockCoroutine root = under(null);
    BlockCoroutine foreignThread = root;
    for (int i = 0; i < 150; i++) {
      Job kotlin = JobKt.Job(foreignThread);
      foreignThread = under(kotlin);
      foreignThread.attachTo(kotlin);
    }
    String[] thread = {"not cancelled"};
    foreignThread.invokeOnCompletion(
        true,
        true,
        cause -> {
          thread[0] = Thread.currentThread().getName();
          return kotlin.Unit.INSTANCE;
        });
    root.cancel(null);
    assertThat(thread[0]).isEqualTo("coroutines4j-deep");
  }
}
