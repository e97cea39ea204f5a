package org.coroutines4j.runtime.jfr;

import jdk.jfr.FlightRecorder;

/**
 * Tells whether events are to be recorded, without loading the class of an event before Flight
 * Recorder runs: the first one takes some tenths of a second. Code that records an event calls a
 * method of this class first.
 */
public final class JfrGate {
  /** Whether the JVM has Flight Recorder, which is a module that a runtime image may lack. */
  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private JfrGate() {}

  /** Returns whether Flight Recorder has been started in this JVM. */
  public static boolean isOn() {
    return PRESENT && FlightRecorder.isInitialized();
  }

  /** Returns whether starts or ends of tasks are recorded. */
  public static boolean recordsTasks() {
    return isOn() && (TaskStartEvent.isWanted() || TaskEndEvent.isWanted());
  }

  /** Returns whether waits, or the times between them, are recorded. */
  public static boolean recordsWaits() {
    return isOn() && (WaitEvent.isWanted() || PermitHeldEvent.isWanted());
  }
}
