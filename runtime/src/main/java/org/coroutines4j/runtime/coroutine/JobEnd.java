package org.coroutines4j.runtime.coroutine;

import kotlinx.coroutines.Job;

/** The end of a Job, which a coroutine waits for. */
record JobEnd(Job job) implements ReadyCondition {
  @Override
  public boolean isReady() {
    return job.isCompleted();
  }
}
