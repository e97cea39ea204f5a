package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.stream.Stream;
import org.coroutines4j.internal.flow.Buffering;
import org.coroutines4j.internal.flow.FlowInterop;
import org.coroutines4j.internal.flow.PublisherSource;
import org.coroutines4j.internal.flow.Sources;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/** Runs the tests of the Reactive Streams TCK on the conversions in both directions. */
@Tag("full")
class PublisherTckTest {
  /** Rules as the kit has them. */
  public static final class FlowInterop extends FlowPublisherVerification<Long> {
    public FlowInterop() {
      super(new TestEnvironment(2_000, 50));
    }

    @Override
    public Publisher<Long> createFlowPublisher(long elements) {
      return AsyncFlow.iterate(0L, n -> n + 1)
          .take((int) Math.min(elements, Integer.MAX_VALUE))
          .toPublisher();
    }

    @Override
    public Publisher<Long> createFailedFlowPublisher() {
      return AsyncFlow.<Long>generate(
              out -> {
                throw new IllegalStateException("a failed publisher, for the test");
              })
          .toPublisher();
    }
  }

  /** The subscriber that collects a publisher. */
  public static final class Sources extends FlowSubscriberBlackboxVerification<Integer> {
    public Sources() {
      super(new TestEnvironment(2_000, 50));
    }

    @Override
    public Subscriber<Integer> createFlowSubscriber() {
      return new PublisherSource<>(Buffering.STANDARD);
    }

    @Override
    public Integer createElement(int element) {
      return element;
    }
  }

  @TestFactory
  Stream<DynamicTest> publisher() {
    return run(FlowInterop.class, 30);
  }

  @TestFactory
  Stream<DynamicTest> subscriber() {
    return run(Sources.class, 8);
  }

  private static Stream<DynamicTest> run(Class<?> verification, int atLeast) {
    Results results = new Results();
    TestNG testng = new TestNG(false);
    testng.setTestClasses(new Class<?>[] {verification});
    testng.setVerbose(0);
    testng.addListener(results);
    testng.run();
    assertThat(results.passed).as("tests of the kit").hasSizeGreaterThanOrEqualTo(atLeast);
    return Stream.concat(results.passed.stream(), results.failed.stream())
        .map(
            result ->
                DynamicTest.dynamicTest(
                    result.getName(),
                    () -> {
                      if (result.getThrowable() != null) {
                        throw result.getThrowable();
                      }
                    }));
  }

  private static final class Results implements ITestListener {
    final List<ITestResult> passed = new ArrayList<>();
    final List<ITestResult> failed = new ArrayList<>();

    @Override
    public void onTestSuccess(ITestResult result) {
      passed.add(result);
    }

    @Override
    public void onTestFailure(ITestResult result) {
      failed.add(result);
    }
  }
}
