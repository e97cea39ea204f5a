package org.coroutines4j.benchmarks;

import java.util.List;

/**
 * A remark on a peer that does not do quite the same as this library, from the hand-written {@code
 * results/notes.tsv}.
 *
 * @param workload the name of the benchmark class, without parameters
 * @param peer the name of the benchmark method
 * @param less whether the peer does less; then it is never the best peer of the workload
 * @param text what the peer does differently, as a half sentence
 */
record Note(String workload, String peer, boolean less, String text) {
  static String text(List<Note> notes, Measured measured) {
    return notes.stream()
        .filter(note -> note.isOn(measured))
        .map(note -> (note.less() ? "**does less**: " : "") + note.text())
        .findFirst()
        .orElse("");
  }

  static boolean doesLess(List<Note> notes, Measured measured) {
    return notes.stream().anyMatch(note -> note.less() && note.isOn(measured));
  }

  private boolean isOn(Measured measured) {
    return peer.equals(measured.peer()) && (measured.workload() + ",").startsWith(workload + ",");
  }
}
