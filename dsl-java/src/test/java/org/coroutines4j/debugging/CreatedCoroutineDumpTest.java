package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.AbstractCoroutine;
import org.coroutines4j.Async;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.internal.scope.CoroutineTaskScope;
import org.junit.jupiter.api.Test;

/**
 * Guards that a dump can be made while another thread creates a Kotlin coroutine, which is in the
 * tree before it has a context.
 */
class CreatedCoroutineDumpTest {
  /** A coroutine whose context is not set yet. */
  private static final class Created extends AbstractCoroutine<Object> {
    private boolean hasContext;

    Created(CoroutineContext parent) {
      super(parent, true, true);
    }

    @Override
    @SuppressWarnings("NullAway") // as it is until the constructor of AbstractCoroutine ends
    public CoroutineContext getCoroutineContext() {
      return hasContext ? super.getCoroutineContext() : null;
    }

    void end() {
      hasContext = true;
      resumeWith(new Object());
    }
  }

  @Test
  void coroutineWithoutAContextYet_isInTheDump() {
    String dump =
        Async.call(
            scope -> {
              Created created = new Created(((CoroutineTaskScope) scope).context());
              String text = Diagnostics.dump();
              created.end();
              return text;
            });
    assertThat(dump).contains("Kotlin Created");
  }
}
