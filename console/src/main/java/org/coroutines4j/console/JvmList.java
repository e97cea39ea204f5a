package org.coroutines4j.console;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the JVMs of this user that have opened a scope of the library. */
final class JvmList {
  private static final String MARK = "coroutines4j.monitor";

  private JvmList() {}

  /** A JVM that is stopped or hangs would keep the list waiting for ten seconds. */
  private static final long MOST_SECONDS = 3;

  /** A JVM, and the main class or jar that it was started with. */
  record Entry(String pid, String program) {}

  static List<Entry> find() throws InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    Map<Entry, CompletableFuture<Boolean>> asked = new LinkedHashMap<>();
    for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
      if (!jvm.id().equals(self)) {
        asked.put(new Entry(jvm.id(), jvm.displayName()), ask(jvm));
      }
    }
    List<Entry> found = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    for (Map.Entry<Entry, CompletableFuture<Boolean>> each : asked.entrySet()) {
      try {
        if (each.getValue().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          found.add(each.getKey());
        }
      } catch (TimeoutException e) {
        Entry silent = each.getKey();
        found.add(new Entry(silent.pid(), silent.program() + " (does not answer)"));
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return found;
  }

  /** Asks on a thread of its own, since a JVM that does not answer cannot be interrupted. */
  private static CompletableFuture<Boolean> ask(VirtualMachineDescriptor jvm) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> answer.complete(usesLibrary(jvm)), "ask " + jvm.id());
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  private static boolean usesLibrary(VirtualMachineDescriptor jvm) {
    try {
      VirtualMachine vm = VirtualMachine.attach(jvm);
      try {
        return vm.getSystemProperties().getProperty(MARK) != null;
      } finally {
        vm.detach();
      }
    } catch (IOException | AttachNotSupportedException | RuntimeException e) {
      return false; // it has ended, or belongs to another user
    }
  }
}
