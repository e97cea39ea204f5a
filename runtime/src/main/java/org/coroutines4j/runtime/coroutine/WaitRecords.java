package org.coroutines4j.runtime.coroutine;

import java.lang.StackWalker.StackFrame;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.jfr.WaitEvent;

/** Records long waits with Flight Recorder. */
final class WaitRecords {
  private WaitRecords() {}

  /** Records the wait of {@code coroutine}, whose thread is still in the call that has waited. */
  static void record(WaitEvent wait, CoroutineThread coroutine) {
    TaskTag task = TaskTag.around(coroutine.rootJob());
    TaskTag awaited = TaskTag.of(coroutine.awaitedJob());
    wait.record(task.name(), task.id(), method(), awaited.name(), awaited.id());
  }

  /**
   * Returns the method of this library that user code of the current thread has called. If there is
   * no user code, as in a part of a task on another dispatcher, returns the outermost method of the
   * API; empty if there is none either.
   */
  private static String method() {
    return StackWalker.getInstance()
        .walk(
            frames -> {
              String ofApi = "";
              String ofLibrary = "";
              for (StackFrame frame : (Iterable<StackFrame>) frames::iterator) {
                String type = frame.getClassName();
                if (CallSites.isUsers(type)) {
                  return ofLibrary;
                }
                if (CallSites.isVerb(type)) {
                  ofLibrary = withoutLambda(frame.getMethodName());
                  ofApi = type.contains(".internal.") ? ofApi : ofLibrary;
                }
              }
              return ofApi;
            });
  }

  /** Returns the method that contains a lambda, which javac names like {@code lambda$delay$3}. */
  private static String withoutLambda(String method) {
    return method.startsWith("lambda$") ? method.split("\\$", 3)[1] : method;
  }
}
