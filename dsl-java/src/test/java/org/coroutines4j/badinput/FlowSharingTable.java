package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Async;
import org.coroutines4j.TaskScope;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharingStarted;

/** Operators of {@link AsyncFlow} that start a task in a scope. */
final class FlowSharingTable extends Table {
  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");
  private static final SharingStarted LAZILY = SharingStarted.lazily();

  FlowSharingTable() {
    inScopes();
    withPolicy();
    policies();
  }

  private void withPolicy() {
    startsNoMore(
        method(AsyncFlow.class, "shareIn", TaskScope.class, SharingStarted.class, int.class)
            .nulls("scope", w -> w.flow().shareIn(null, LAZILY, 0))
            .nulls("started", w -> w.flow().shareIn(w.scope, null, 0))
            .rejects("replay -1", w -> w.flow().shareIn(w.scope, LAZILY, -1), "replay must", "-1"),
        (flow, scope) -> flow.shareIn(scope, LAZILY, 1));
    startsNoMore(
        method(AsyncFlow.class, "stateIn", TaskScope.class, SharingStarted.class, Object.class)
            .nulls("scope", w -> w.flow().stateIn(null, LAZILY, "a"))
            .nulls("started", w -> w.flow().stateIn(w.scope, null, "a"))
            .nulls("initial", w -> w.flow().stateIn(w.scope, LAZILY, null)),
        (flow, scope) -> flow.stateIn(scope, LAZILY, "a"));
    startsNoMore(
        method(AsyncFlow.class, "stateIn", TaskScope.class)
            .nulls("scope", w -> w.flow().stateIn(null))
            .throwing(
                "of no value",
                NoSuchElementException.class,
                w -> AsyncFlow.empty().stateIn(w.scope),
                "the flow has no value"),
        AsyncFlow::stateIn);
    startsNoMore(
        method(AsyncFlow.class, "produceIn", TaskScope.class)
            .nulls("scope", w -> w.flow().produceIn(null)),
        AsyncFlow::produceIn);
  }

  private void policies() {
    cannotFail(SharingStarted.class, "eagerly", "lazily");
    constructor(SharingStarted.Eagerly.class).cannotFail("it takes nothing");
    constructor(SharingStarted.Lazily.class).cannotFail("it takes nothing");
    method(SharingStarted.class, "whileSubscribed", Duration.class)
        .nulls("stopTimeout", w -> SharingStarted.whileSubscribed(null))
        .rejects(
            "stopTimeout negative",
            w -> SharingStarted.whileSubscribed(World.NEGATIVE),
            "stopTimeout must",
            "PT-0.005S");
    constructor(SharingStarted.WhileSubscribed.class, Duration.class, Duration.class)
        .nulls("stopTimeout", w -> policy(null, World.LONG))
        .rejects("stopTimeout negative", w -> policy(World.NEGATIVE, World.LONG), "stopTimeout")
        .nulls("replayExpiration", w -> policy(World.LONG, null))
        .rejects(
            "replayExpiration negative",
            w -> policy(World.LONG, World.NEGATIVE),
            "replayExpiration must",
            "PT-0.005S");
    cannotFail(SharingStarted.WhileSubscribed.class, "stopTimeout", "replayExpiration");
  }

  private static SharingStarted policy(Duration stopTimeout, Duration replayExpiration) {
    return new SharingStarted.WhileSubscribed(stopTimeout, replayExpiration);
  }

  private void inScopes() {
    startsNoMore(
        method(AsyncFlow.class, "launchIn", TaskScope.class)
            .nulls("scope", w -> w.flow().launchIn(null)),
        AsyncFlow::launchIn);
    startsNoMore(
        method(AsyncFlow.class, "shareIn", TaskScope.class, int.class)
            .nulls("scope", w -> w.flow().shareIn(null, 0))
            .rejects("replay -1", w -> w.flow().shareIn(w.scope, -1), "replay must", "-1")
            .accepts(
                "scope of lazy tasks: the task is started",
                w -> assertThat(GOOD.shareIn(w.scope.lazily(), 0).first()).isEqualTo("good")),
        (flow, scope) -> flow.shareIn(scope, 1));
    startsNoMore(
        method(AsyncFlow.class, "stateIn", TaskScope.class, Object.class)
            .nulls("scope", w -> w.flow().stateIn(null, "a"))
            .nulls("initial", w -> w.flow().stateIn(w.scope, null))
            .accepts(
                "scope of lazy tasks: the task is started",
                w -> GOOD.stateIn(w.scope.lazily(), "at first").first(v -> v.equals("good"))),
        (flow, scope) -> flow.stateIn(scope, "a"));
  }

  private interface Start {
    void in(AsyncFlow<String> flow, TaskScope scope);
  }

  private static void startsNoMore(Member member, Start start) {
    member
        .refuses("after the end", w -> start.in(w.flow(), w.ended()), "'run' has ended")
        .refuses("after close", w -> start.in(w.flow(), w.closed()), "'closed' is closed")
        .throwing(
            "in a cancelled scope",
            CancellationException.class,
            w ->
                Async.run(
                    scope -> {
                      scope.cancel();
                      start.in(w.flow(), scope);
                    }),
            "'run' is cancelled");
  }
}
