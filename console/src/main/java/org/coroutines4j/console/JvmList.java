package org.coroutines4j.console;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the JVMs of this user that have opened a scope of the library. */
final class JvmList {
  private static final String MARK = "coroutines4j.monitor";

  private JvmList() {}

  /** A JVM, and the main class or jar that it was started with. */
  record Entry(String pid, String program) {}

  static List<Entry> find() {
    String self = Long.toString(ProcessHandle.current().pid());
    List<Entry> found = new ArrayList<>();
    for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
      if (!jvm.id().equals(self) && usesLibrary(jvm)) {
        found.add(new Entry(jvm.id(), jvm.displayName()));
      }
    }
    return found;
  }

  private static boolean usesLibrary(VirtualMachineDescriptor jvm) {
    try {
      VirtualMachine vm = VirtualMachine.attach(jvm);
      try {
        return vm.getSystemProperties().getProperty(MARK) != null;
      } finally {
        vm.detach();
      }
    } catch (IOException | AttachNotSupportedException e) {
      return false; // it has ended, or belongs to another user
    }
  }
}
