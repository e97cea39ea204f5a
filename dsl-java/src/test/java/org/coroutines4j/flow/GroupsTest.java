package org.coroutines4j.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Guards that the collector of a group is told when the group gets no more values. */
class GroupsTest {
  private final List<AsyncFlow.Group<Integer, Integer>> groups = new ArrayList<>();

  private void assertFirstGroupFails(String message) {
    assertThatIllegalStateException()
        .isThrownBy(() -> withTimeout(ofSeconds(5), () -> groups.get(0).toList()))
        .withMessage(message);
  }

  @Test
  void flowThatFails_failsItsGroups() {
    CompletableFuture<Void> collected = new CompletableFuture<>();
    AsyncFlow<Integer> failing =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              await(collected);
              throw new IllegalStateException("broken");
            });
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                failing
                    .groupBy(n -> n)
                    .collect(
                        group -> {
                          groups.add(group);
                          collected.complete(null);
                        }))
        .withMessage("broken");
    assertFirstGroupFails("broken");
  }

  @Test
  void collectorThatWantsNoMoreGroups_endsThoseItHas() {
    AsyncFlow.iterate(0, n -> n + 1).groupBy(n -> n % 2).take(2).collect(groups::add);
    assertThat(groups).extracting(AsyncFlow.Group::key).containsExactly(0, 1);
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(() -> withTimeout(ofSeconds(5), () -> groups.get(0).toList()));
  }

  @Test
  void flowThatEnds_endsItsGroups_whichKeepTheirValues() {
    AsyncFlow.range(0, 100).groupBy(n -> n % 2).collect(groups::add);
    assertThat(groups.get(1).toList()).hasSize(50).startsWith(1, 3);
  }

  /** Four groups one after another, with room for two, each ended by its collector. */
  @Test
  void groupThatIsNoLongerCollected_doesNotCount() {
    AtomicInteger ended = new AtomicInteger();
    List<String> seen =
        AsyncFlow.of(1, 2, 3, 4)
            .onEach(n -> Poll.until(() -> ended.get() == n - 1))
            .groupBy(2, GroupOverflow.FAIL, n -> n)
            .flatMapMerge(
                4,
                group ->
                    group
                        .take(1)
                        .onCompletion(end -> ended.incrementAndGet())
                        .map(n -> group.key() + ":" + n))
            .toList();
    assertThat(seen).containsExactly("1:1", "2:2", "3:3", "4:4");
  }

  @Test
  void groups_seeTheFailureItself_likeTheFlowOfGroups() {
    AsyncEvent collecting = new AsyncEvent();
    AsyncFlow<Integer> failing =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              collecting.await();
              throw new IOException("reset");
            });
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    supervisorScope() // its tasks are not a part of the flow of groups
        .run(
            scope ->
                failing
                    .groupBy(n -> n)
                    .onCompletion(end -> end.ifPresent(seen::add))
                    .recoverWith(e -> AsyncFlow.empty())
                    .collect(group -> scope.launch(() -> collect(group, collecting, seen))));
    assertThat(seen).hasSize(2).allMatch(failure -> failure.getClass() == IOException.class);
  }

  private static void collect(
      AsyncFlow<Integer> group, AsyncEvent collecting, List<Throwable> failures) {
    group
        .onEach(n -> collecting.set())
        .onCompletion(end -> end.ifPresent(failures::add))
        .recover(e -> 0)
        .collect(n -> {});
  }
}
