package org.coroutines4j.runtime.coroutine;

/** What a Job of the task tree is. */
public enum NodeKind {
  /** A task. */
  TASK,
  /** A scope, whose tasks are below it. */
  SCOPE,
  /** A block such as a timeout, or a part of a task. */
  BLOCK,
  /** A coroutine that Kotlin code has started. */
  COROUTINE
}
