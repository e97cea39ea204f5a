package org.coroutines4j.runtime.task;

import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;

/** Parts of coroutine contexts. */
public final class Contexts {
  private Contexts() {}

  /** What is inherited by tasks: the context without its Job and its dispatcher. */
  public static CoroutineContext elementsOf(CoroutineContext context) {
    return context.minusKey(Job.Key).minusKey(ContinuationInterceptor.Key);
  }
}
