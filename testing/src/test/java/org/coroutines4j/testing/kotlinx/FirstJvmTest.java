package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.withContext;

import java.util.List;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The case of kotlinx's {@code FirstJvmTest}: {@code first} in a flow that {@code take} cancels
 * sees the cancellation and not an empty flow. It needs real threads, so it is not in virtual time.
 * The original has 10001 flows; here each of them has threads of its own, so there are fewer.
 */
class FirstJvmTest {
  private static final int FLOWS = 300;

  @Test
  void first_inAFlowThatTakeCancels_isCancelled() {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, FLOWS)
            .flatMapMerge(
                Integer.MAX_VALUE,
                n ->
                    AsyncFlow.<Integer>channelFlow(
                        (scope, out) ->
                            out.send(
                                AsyncFlow.<Integer>channelFlow((inner, one) -> one.send(1))
                                    .first())))
            .take(1);
    List<Integer> values = call(scope -> withContext(Dispatchers.cpu(), flow::toList));
    assertThat(values).containsExactly(1);
  }
}
