package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.ScopeBlock;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.TimeoutExceededException;

/** {@link ScopeBlock}. */
final class ScopeBlockTable extends Table {
  private static final ScopeBlock BLOCK = Async.taskScope();

  ScopeBlockTable() {
    method(ScopeBlock.class, "named", String.class).nulls("name", w -> BLOCK.named(null));
    method(ScopeBlock.class, "on", Dispatcher.class).nulls("dispatcher", w -> BLOCK.on(null));
    method(ScopeBlock.class, "with", ContextElement[].class)
        .nulls("elements", w -> BLOCK.with((ContextElement[]) null))
        .nulls("elements[0]", w -> BLOCK.with((ContextElement) null));
    method(ScopeBlock.class, "withTimeout", Duration.class)
        .nulls("limit", w -> BLOCK.withTimeout(null))
        .throwing(
            "limit zero: the body does not run",
            TimeoutExceededException.class,
            w -> BLOCK.withTimeout(Duration.ZERO).call(w.block()),
            "PT0S")
        .throwing(
            "limit negative: the body does not run",
            TimeoutExceededException.class,
            w -> BLOCK.withTimeout(World.NEGATIVE).call(w.block()),
            "PT-0.005S")
        .accepts(
            "limit too large: is none",
            w ->
                assertThat(BLOCK.withTimeout(World.FOR_EVER).<Integer>call(scope -> 1))
                    .isEqualTo(1));
    method(ScopeBlock.class, "onFailure", FailureHandler.class)
        .nulls("handler", w -> BLOCK.onFailure(null));
    method(ScopeBlock.class, "run", ScopeAction.class)
        .nulls("body", w -> BLOCK.run(null))
        .waits(w -> BLOCK.run(scope -> w.action().run()));
    method(ScopeBlock.class, "call", ScopeFunction.class)
        .nulls("body", w -> BLOCK.call(null))
        .waits(w -> BLOCK.call(w.block()));
  }
}
