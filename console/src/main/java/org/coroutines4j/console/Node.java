package org.coroutines4j.console;

import com.google.gson.Gson;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the task tree, as the JVM sends it. */
record Node(
    long id,
    @Nullable Long parent,
    String kind,
    String name,
    String state,
    String doing,
    boolean waits,
    @Nullable Long waitedMillis,
    @Nullable Long waitsFor,
    String dispatcher,
    @Nullable String permit,
    String created,
    List<Node> children) {
  /** A level of the tree is an object in an array, and a tree has up to 200 levels. */
  static final int MAX_NESTING = 1_000;

  static List<Node> parse(String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setNestingLimit(MAX_NESTING);
    return Arrays.asList(new Gson().<Node[]>fromJson(reader, Node[].class));
  }

  /** Returns for how long it has waited; 0 if that is not known. */
  long waited() {
    return waitedMillis == null ? 0 : waitedMillis;
  }

  /** Returns the longest wait of this node and those below it. */
  long longestWait() {
    return Math.max(waited(), children.stream().mapToLong(Node::longestWait).max().orElse(0));
  }
}
