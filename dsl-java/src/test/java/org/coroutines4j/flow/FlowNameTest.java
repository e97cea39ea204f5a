package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.call;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Test;

/** Guards that flowOn(name) names the task in which the upstream flow runs. */
class FlowNameTest {
  private static AsyncFlow<String> names() {
    return AsyncFlow.generate(out -> out.emit(Tasks.current().name()));
  }

  @Test
  void upstream_runsInATaskOfThatName_downstreamDoesNot() {
    List<String> seen =
        call(
            scope ->
                scope
                    .named("collector")
                    .async(
                        () ->
                            names()
                                .flowOn("source")
                                .map(name -> name + ", " + Tasks.current().name())
                                .toList())
                    .await());
    assertThat(seen).containsExactly("source, collector");
  }

  @Test
  void nameNearestToTheSource_applies() {
    assertThat(names().flowOn("inner").flowOn("outer").toList()).containsExactly("inner");
  }

  @Test
  void flowWithTasksOfItsOwn_namesThem() {
    AsyncFlow<String> sending =
        AsyncFlow.channelFlow((scope, out) -> out.send(Tasks.current().name()));
    assertThat(sending.flowOn("sender").toList()).containsExactly("sender");
  }

  @Test
  void dump_showsTheName() {
    assertThat(
            AsyncFlow.of(1).map(value -> Diagnostics.dump().toString()).flowOn("counting").single())
        .contains("counting");
  }

  @Test
  void valuesAndFailures_passUnchanged() {
    assertThat(AsyncFlow.range(0, 200).flowOn("numbers").count()).isEqualTo(200);
    assertThat(AsyncFlow.range(0, 200).flowOn("numbers").take(3).toList()).containsExactly(0, 1, 2);
    assertThat(
            AsyncFlow.<Integer>failed(new IllegalStateException("broken"))
                .flowOn("numbers")
                .recover(failure -> -1)
                .toList())
        .containsExactly(-1);
  }

  @Test
  void callbackNamesItsTask() {
    AsyncFlow<String> calling =
        AsyncFlow.callback(
            out -> {
              assertThat(out.trySend(Tasks.current().name()).isSent()).isTrue();
              out.close();
              return () -> {};
            });
    assertThat(calling.flowOn("caller").toList()).containsExactly("caller");
  }

  @Test
  void failureOfTheNamedTask_isTheSourcesOwn() {
    AtomicInteger tries = new AtomicInteger();
    AsyncFlow<Integer> flaky =
        AsyncFlow.generate(
            out -> {
              if (tries.incrementAndGet() < 3) {
                throw new IOException("flaky");
              }
              out.emit(1);
            });
    assertThat(flaky.flowOn("loader").retry(5, t -> t instanceof IOException).toList())
        .containsExactly(1);
  }
}
