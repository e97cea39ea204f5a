package org.coroutines4j.internal.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.channels.QueueSnapshot;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** Prints, as JSON, what a monitor shows of a large program each second. */
public final class OverviewJson {
  private static final int MOST_WAITS = 20;

  /** Longer than a snapshot of the largest tree takes. */
  private static final long LASTING_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final StringBuilder json = new StringBuilder();
  private final List<TaskNode> all = new ArrayList<>();

  private OverviewJson() {}

  /** Returns the overview, with at most {@code most} nodes of the trees. */
  public static String of(boolean withStacks, int most, String word) {
    TaskTrees.Snapshot snapshot = TaskTrees.snapshot(withStacks);
    OverviewJson printer = new OverviewJson();
    snapshot.trees().forEach(printer::collect);
    printer.appendCounts();
    printer.json.append(",\"trees\":");
    printer.json.append(TaskTreeJson.of(TreeSelection.of(snapshot.trees(), most, word)));
    printer.appendWaits(word);
    printer.appendCircles(snapshot.trees());
    printer.appendDispatchers(snapshot);
    printer.appendQueues();
    return printer.json.append('}').toString();
  }

  private void collect(TaskNode node) {
    all.add(node);
    node.children().forEach(this::collect);
  }

  private void appendCounts() {
    Map<String, Integer> states = new TreeMap<>();
    long waiting = 0;
    for (TaskNode node : all) {
      if (!node.kind().equals("more")) {
        states.merge(node.state(), 1, Integer::sum);
      }
      waiting += node.activity().waits() ? 1 : 0;
    }
    json.append("{\"nodes\":").append(states.values().stream().mapToInt(each -> each).sum());
    json.append(",\"waiting\":").append(waiting).append(",\"states\":{");
    List<String> counts = new ArrayList<>();
    states.forEach((state, count) -> counts.add("\"" + state + "\":" + count));
    json.append(String.join(",", counts)).append('}');
  }

  private void appendWaits(String word) {
    List<TaskNode> longest =
        all.stream()
            .filter(node -> node.activity().waits() && node.activity().waitedNanos() > 0)
            .filter(node -> TreeSelection.hasWord(node, word))
            .sorted(
                Comparator.comparingLong((TaskNode node) -> node.activity().waitedNanos())
                    .reversed())
            .limit(MOST_WAITS)
            .map(node -> node.with(List.of()))
            .toList();
    json.append(",\"longestWaits\":").append(TaskTreeJson.of(longest));
  }

  private void appendCircles(List<TaskNode> trees) {
    json.append(",\"circles\":[");
    String separator = "";
    for (List<TaskNode> circle : WaitCircles.find(trees, LASTING_NANOS)) {
      json.append(separator);
      json.append(TaskTreeJson.of(circle.stream().map(node -> node.with(List.of())).toList()));
      separator = ",";
    }
    json.append(']');
  }

  private void appendDispatchers(TaskTrees.Snapshot snapshot) {
    json.append(",\"dispatchers\":[");
    String separator = "";
    for (ScopeDispatcher dispatcher : snapshot.limited()) {
      ConcurrencyLimiter limiter = dispatcher.limiter();
      json.append(separator).append("{\"name\":");
      JsonText.quote(dispatcher.toString(), json);
      json.append(",\"permits\":").append(limiter.permits());
      json.append(",\"used\":").append(limiter.inUse());
      json.append(",\"waiting\":").append(limiter.waiting()).append('}');
      separator = ",";
    }
    json.append(']');
  }

  private void appendQueues() {
    json.append(",\"queues\":[");
    String separator = "";
    for (WatchedQueues.Shown queue : WatchedQueues.read()) {
      QueueSnapshot snapshot = queue.snapshot();
      json.append(separator).append("{\"name\":");
      JsonText.quote(queue.name(), json);
      json.append(",\"size\":").append(snapshot.size()).append(",\"capacity\":");
      json.append(snapshot.capacity().isPresent() ? "" + snapshot.capacity().getAsInt() : "null");
      json.append(",\"waitingProducers\":").append(snapshot.waitingProducers());
      json.append(",\"waitingConsumers\":").append(snapshot.waitingConsumers()).append('}');
      separator = ",";
    }
    json.append(']');
  }
}
