package org.coroutines4j.runtime.dispatch;

import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that each of several threads with the same slot has a value of its own. */
@Tag("lincheck")
@Timeout(120)
class SlottedThreadLocalLincheckTest {
  private static final int NONE = -1;

  /** A variable with a single slot. Its operations are called by the thread of the given number. */
  @Param(name = "thread", gen = ThreadIdGen.class)
  @Param(name = "value", gen = IntGen.class, conf = "1:3")
  public static class Variable {
    private final SlottedThreadLocal<Integer> local = new SlottedThreadLocal<>(0, true);

    @Operation
    public void set(@Param(name = "thread") int thread, @Param(name = "value") int value) {
      local.set(value);
    }

    @Operation
    public int get(@Param(name = "thread") int thread) {
      Integer value = local.get();
      return value == null ? NONE : value;
    }

    @Operation
    public void remove(@Param(name = "thread") int thread) {
      local.remove();
    }
  }

  public static class Specification {
    private final Map<Integer, Integer> values = new HashMap<>();

    public void set(int thread, int value) {
      values.put(thread, value);
    }

    public int get(int thread) {
      return values.getOrDefault(thread, NONE);
    }

    public void remove(int thread) {
      values.remove(thread);
    }
  }

  @Test
  void valuesOfThreads_withTheSameSlot_areIndependent() {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(4)
        .actorsBefore(0)
        .actorsAfter(0)
        .minimizeFailedScenario(false)
        .sequentialSpecification(Specification.class)
        .check(Variable.class);
  }
}
