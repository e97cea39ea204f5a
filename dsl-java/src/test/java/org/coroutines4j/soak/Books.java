package org.coroutines4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes into the library and what comes out of it. After each round both are equal. */
final class Books {
  /** What is counted. */
  enum Kind {
    ELEMENT,
    ITEM,
    FLOW,
    PERMIT,
    RESOURCE,
    TASK,
    TIMEOUT,
    HANDLER,
    FUTURE
  }

  private final Map<Kind, LongAdder> in = new EnumMap<>(Kind.class);
  private final Map<Kind, LongAdder> out = new EnumMap<>(Kind.class);
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  Books() {
    for (Kind kind : Kind.values()) {
      in.put(kind, new LongAdder());
      out.put(kind, new LongAdder());
    }
  }

  void in(Kind kind) {
    in.get(kind).increment();
  }

  void out(Kind kind) {
    out.get(kind).increment();
  }

  /** For what never happens. */
  void error(String what) {
    errors.add(what);
  }

  /** Something that has to come out exactly once, if it has gone in at all. */
  final class Entry {
    private final Kind kind;
    private final AtomicBoolean over = new AtomicBoolean();

    private Entry(Kind kind) {
      this.kind = kind;
    }

    void in() {
      Books.this.in(kind);
    }

    void out() {
      if (over.compareAndSet(false, true)) {
        Books.this.out(kind);
      } else {
        error(kind + " came out twice");
      }
    }
  }

  Entry entry(Kind kind) {
    return new Entry(kind);
  }

  /** Checks that everything has come out. */
  void check(String round) {
    assertThat(errors).as(round).isEmpty();
    for (Kind kind : Kind.values()) {
      assertThat(out.get(kind).sum())
          .as("%s: %s that came out, of %d", round, kind, in.get(kind).sum())
          .isEqualTo(in.get(kind).sum());
    }
  }

  /** Checks that there was something of each kind. */
  void checkThatAllWasSeen() {
    in.forEach((kind, count) -> assertThat(count.sum()).as("%s", kind).isPositive());
  }

  @Override
  public String toString() {
    return in.toString();
  }
}
