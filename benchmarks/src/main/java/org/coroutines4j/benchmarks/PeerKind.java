package org.coroutines4j.benchmarks;

import java.awt.Color;

/** The kinds of what is measured beside each other. */
enum PeerKind {
  /** This library, under whichever name of a benchmark method. */
  OURS("coroutines4j", Color.GRAY),
  JAVA("the best Java peer", new Color(0x1f77b4)),
  KOTLIN("kotlinx.coroutines, from Kotlin", new Color(0x8e5ea2)),
  ASYNCIO("Python's asyncio", new Color(0xe69f00));

  private final String label;
  private final Color color;

  PeerKind(String label, Color color) {
    this.label = label;
    this.color = color;
  }

  static PeerKind of(String peer) {
    return switch (peer) {
      case "kotlinx" -> KOTLIN;
      case "asyncio" -> ASYNCIO;
      case "virtualThreads",
          "structuredTaskScope",
          "gatherers",
          "stream",
          "completableFuture",
          "jox",
          "reactor",
          "mutiny" ->
          JAVA;
      default -> OURS;
    };
  }

  String label() {
    return label;
  }

  Color color() {
    return color;
  }
}
