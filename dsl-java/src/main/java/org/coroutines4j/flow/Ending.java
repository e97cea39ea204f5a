package org.coroutines4j.flow;

/** When a flow that is joined from several flows ends. */
public enum Ending {
  /** The flow ends when all joined flows have ended. */
  WITH_ALL,
  /** The flow ends when the first of the joined flows has ended. The others are cancelled. */
  WITH_FIRST
}
