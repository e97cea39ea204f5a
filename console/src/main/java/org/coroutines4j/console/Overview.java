package org.coroutines4j.console;

import com.google.gson.Gson;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor of the library shows each second: {@code TaskMonitorMXBean.overviewJson}.
 *
 * @param nodes how many tasks, scopes and coroutines there are
 * @param waiting how many of them wait in a verb of the library
 * @param states how many there are in each state
 * @param trees a part of the trees
 * @param longestWaits the nodes that have waited longest
 * @param circles nodes that cannot end before each other
 * @param dispatchers the limited dispatchers
 * @param queues the queues and channels that the program shows
 */
record Overview(
    int nodes,
    long waiting,
    Map<String, Integer> states,
    List<Node> trees,
    List<Node> longestWaits,
    List<List<Node>> circles,
    List<Permits> dispatchers,
    List<Queue> queues) {
  /** The permits of a limited dispatcher. */
  record Permits(String name, int permits, int used, int waiting) {}

  /** A queue or channel; the capacity is null if there is no limit. */
  record Queue(
      String name,
      long size,
      @Nullable Integer capacity,
      long waitingProducers,
      long waitingConsumers) {}

  static Overview parse(String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setNestingLimit(Node.MAX_NESTING);
    return new Gson().fromJson(reader, Overview.class);
  }
}
