package org.coroutines4j.testing;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

@ExtendWith(VirtualTimeExtension.class)
class ExtensionTest {
  @Test
  void test_runsInVirtualTime(TestScope test) {
    Task<Integer> task =
        test.async(
            () -> {
              delay(ofHours(1));
              return 1;
            });
    assertThat(task.await()).isEqualTo(1);
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void parameterizedTest_runsInVirtualTime(int hours, TestScope test) {
    delay(ofHours(hours));
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(hours));
  }

  /** The factory has a time of its own, and so has each of its tests. */
  @TestFactory
  Stream<DynamicNode> factory_andItsTests_runInVirtualTime(TestScope test) {
    delay(ofHours(7));
    Duration ofFactory = test.clock().elapsed();
    return Stream.of(
        dynamicTest("factory", () -> assertThat(ofFactory).isEqualTo(ofHours(7))),
        dynamicTest("one hour", () -> sleepHours(test, 1)),
        dynamicContainer("more", Stream.of(dynamicTest("two hours", () -> sleepHours(test, 2)))));
  }

  private static void sleepHours(TestScope test, int hours) {
    assertThat(test.clock().elapsed()).isZero();
    test.launch(() -> delay(ofHours(hours))).join();
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(hours));
  }

  @TestFactory
  DynamicTest factoryWithoutAScope_runsOnTheThreadOfTheTest() {
    return dynamicTest("test", this::methodWithoutAScope_runsOnTheThreadOfTheTest);
  }

  @Test
  void testOfAFactory_thatLeavesATask_fails_andTheNextOneRuns() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(FailingFactory.class))
        .enableImplicitConfigurationParameters(false)
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.started(3).failed(1).succeeded(2));
  }

  @ExtendWith(VirtualTimeExtension.class)
  static final class FailingFactory {
    @TestFactory
    List<DynamicTest> factory(TestScope test) {
      return List.of(
          dynamicTest("first", () -> sleepHours(test, 1)),
          dynamicTest(
              "failing",
              () ->
                  test.launch(
                      () -> {
                        delay(ofHours(1));
                        throw new IllegalStateException("lost");
                      })),
          dynamicTest("last", () -> sleepHours(test, 3)));
    }
  }

  /** Each sees its own time by the one parameter of their factory. */
  @Test
  void testsOfAFactory_mayRunAtTheSameTime() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(ParallelFactory.class))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
        .enableImplicitConfigurationParameters(false)
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.started(2).succeeded(2));
  }

  @ExtendWith(VirtualTimeExtension.class)
  @Execution(ExecutionMode.CONCURRENT)
  static final class ParallelFactory {
    @TestFactory
    Stream<DynamicTest> factory(TestScope test) {
      CyclicBarrier both = new CyclicBarrier(2);
      return Stream.of(1, 2)
          .map(hours -> dynamicTest(hours + " h", () -> sleepBeside(test, hours, both)));
    }

    private static void sleepBeside(TestScope test, int hours, CyclicBarrier both)
        throws Exception {
      delay(ofHours(hours));
      both.await(20, TimeUnit.SECONDS); // both have begun
      assertThat(test.clock().elapsed()).isEqualTo(ofHours(hours));
      sleepMore(test, hours);
      both.await(20, TimeUnit.SECONDS);
    }

    private static void sleepMore(TestScope test, int hours) {
      test.async(
              () -> {
                delay(ofHours(hours));
                return test.clock().elapsed();
              })
          .await();
      assertThat(test.clock().elapsed()).isEqualTo(ofHours(2L * hours));
    }
  }

  @Test
  void methodWithoutAScope_runsOnTheThreadOfTheTest() {
    assertThat(Thread.currentThread().getStackTrace())
        .noneMatch(frame -> frame.getClassName().equals(TestRun.class.getName()));
  }

  @Test
  void failure_isThatOfTheTest() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Failing.class))
        .enableImplicitConfigurationParameters(false)
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.started(1).failed(1))
        .failed()
        .assertEventsMatchExactly(
            org.junit.platform.testkit.engine.EventConditions.finishedWithFailure(
                org.junit.platform.testkit.engine.TestExecutionResultConditions.message(
                    "as it is")));
  }

  @ExtendWith(VirtualTimeExtension.class)
  static final class Failing {
    @Test
    void fails(TestScope test) {
      delay(ofHours(1));
      throw new IllegalStateException("as it is");
    }
  }
}
