package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that a cancellation of something other than the collector is a failure of the flow,
 * whatever operators are in between. An operator with coroutines of its own could mistake it for
 * the end of one of them.
 */
class ForeignCancellationTest {
  private final CancellationException foreign = new CancellationException("of something else");

  /** Emits 1, waits, and then throws {@link #foreign}. */
  private AsyncFlow<Integer> source() {
    return AsyncFlow.generate(
        out -> {
          out.emit(1);
          delay(ofMillis(1));
          throw foreign;
        });
  }

  private static Map<String, ThrowingFunction<AsyncFlow<Integer>, AsyncFlow<?>>> operators() {
    Map<String, ThrowingFunction<AsyncFlow<Integer>, AsyncFlow<?>>> all = new LinkedHashMap<>();
    AsyncFlow<Integer> others = AsyncFlow.iterate(1, n -> n + 1).onEach(n -> delay(ofMillis(1)));
    all.put("none", f -> f);
    all.put("map", f -> f.map(n -> n));
    all.put("filter", f -> f.filter(n -> true));
    all.put("transform", f -> f.transform((n, out) -> out.emit(n)));
    all.put("take", f -> f.take(9));
    all.put("takeWhile", f -> f.takeWhile(n -> true));
    all.put("drop", f -> f.drop(1));
    all.put("dropWhile", f -> f.dropWhile(n -> false));
    all.put("scan", f -> f.scan(0, Integer::sum));
    all.put("runningReduce", f -> f.runningReduce(Integer::sum));
    all.put("distinct", AsyncFlow::distinct);
    all.put("withIndex", AsyncFlow::withIndex);
    all.put("chunked", f -> f.chunked(3));
    all.put("sliding", f -> f.sliding(2, 1));
    all.put("onEach", f -> f.onEach(n -> {}));
    all.put("cancellable", AsyncFlow::cancellable);
    all.put("onStart", f -> f.onStart(() -> {}));
    all.put("onCompletion", f -> f.onCompletion(end -> {}));
    all.put("onEmpty", f -> f.onEmpty(out -> out.emit(0)));
    all.put("retry", f -> f.retry(1));
    all.put("retry, policy", f -> f.retry(RetryPolicy.maxAttempts(2)));
    all.put("buffer", f -> f.buffer(3));
    all.put("conflate", AsyncFlow::conflate);
    all.put("flowOn", f -> f.flowOn(Dispatchers.cpu()));
    all.put("flowOn, buffer", f -> f.flowOn(Dispatchers.cpu()).map(n -> n).buffer(1));
    all.put("merge", f -> AsyncFlow.merge(List.of(f)));
    all.put("mergeWith", f -> f.mergeWith(others.take(20)));
    all.put("mergeWith of another", f -> AsyncFlow.of(10).mergeWith(f));
    all.put("concatWith", f -> f.concatWith(AsyncFlow.of(1)));
    all.put("concatWith of another", f -> AsyncFlow.of(1).concatWith(f));
    all.put("zip", f -> f.zip(others, Integer::sum));
    all.put("zip of another", f -> others.zip(f, Integer::sum));
    all.put("combine", f -> f.combine(others.take(20), Integer::sum));
    all.put("combine of another", f -> others.take(20).combine(f, Integer::sum));
    all.put("flatMapConcat", f -> f.flatMapConcat(AsyncFlow::of));
    all.put("flatMapConcat, inner", f -> AsyncFlow.of(1, 2).flatMapConcat(n -> f));
    all.put("flatMapMerge(1)", f -> AsyncFlow.of(1, 2).flatMapMerge(1, n -> f));
    all.put("flatMapMerge", f -> f.flatMapMerge(3, AsyncFlow::of));
    all.put("flatMapMerge, inner", f -> AsyncFlow.of(1, 2).flatMapMerge(3, n -> f));
    all.put("flatMapLatest", f -> f.flatMapLatest(AsyncFlow::of));
    all.put("flatMapLatest, inner", f -> AsyncFlow.of(1).flatMapLatest(n -> f));
    all.put("mapConcurrent", f -> f.mapConcurrent(2, n -> n));
    all.put("mapConcurrentUnordered", f -> f.mapConcurrentUnordered(2, n -> n));
    all.put("groupBy", f -> f.groupBy(n -> n));
    all.put("groupBy, values", f -> f.groupBy(n -> n).flatMapMerge(3, g -> g));
    all.put("debounce", f -> f.debounce(ofMillis(5)));
    all.put("sample", f -> f.sample(ofMillis(5)));
    all.put("throttle", f -> f.throttle(ofMillis(1)));
    all.put("timeout", f -> f.timeout(ofSeconds(9)));
    all.put("chunkedWithin", f -> f.chunkedWithin(9, ofMillis(20)));
    all.put("channelFlow", f -> AsyncFlow.channelFlow((scope, out) -> f.collect(out::send)));
    all.put(
        "channelFlow, in a task",
        f ->
            AsyncFlow.channelFlow(
                (scope, out) -> {
                  Task<?> unused = scope.launch(() -> f.collect(out::send));
                }));
    all.put("emitAll", f -> AsyncFlow.generate(out -> out.emitAll(f)));
    all.put("iterator", f -> AsyncFlow.fromIterable(f));
    all.put("stream", f -> AsyncFlow.fromStream(f::stream));
    all.put("toPublisher", f -> AsyncFlow.fromPublisher(f.toPublisher()));
    all.put("recover that is not asked", f -> f.map(n -> n).buffer(1).recover(t -> fail(t)));
    return all;
  }

  private static Integer fail(Throwable failure) throws Exception {
    throw (Exception) failure;
  }

  private Stream<DynamicTest> forEachOperator(
      ThrowingConsumer<ThrowingFunction<AsyncFlow<Integer>, AsyncFlow<?>>> check) {
    return operators().entrySet().stream()
        .map(op -> DynamicTest.dynamicTest(op.getKey(), () -> check.accept(op.getValue())));
  }

  private void assertIsForeign(Throwable thrown) {
    assertThat(thrown).isInstanceOf(TaskFailedException.class);
    assertThat(thrown.getCause()).isSameAs(foreign);
  }

  private Throwable thrownBy(ThrowingConsumer<AsyncFlow<?>> end, AsyncFlow<?> flow) {
    return catchThrowable(
        () ->
            Async.call(
                scope -> {
                  end.accept(flow);
                  return 0;
                }));
  }

  @TestFactory
  Stream<DynamicTest> cancellationOfTheSource_isAFailure() {
    return forEachOperator(op -> assertIsForeign(thrownBy(AsyncFlow::count, op.apply(source()))));
  }

  @TestFactory
  Stream<DynamicTest> cancellationOfTheSource_isRecovered() {
    return forEachOperator(
        op -> {
          List<Throwable> seen = new ArrayList<>();
          AsyncFlow<Object> recovered =
              op.apply(source())
                  .<Object>map(v -> v)
                  .recover(
                      failure -> {
                        seen.add(failure);
                        return "recovered";
                      });
          assertThat(recovered.last()).isEqualTo("recovered");
          assertThat(seen).hasSize(1);
          assertIsForeign(seen.get(0));
        });
  }

  @TestFactory
  Stream<DynamicTest> cancellationOfTheSource_isRetried() {
    return forEachOperator(
        op -> {
          List<Throwable> seen = new ArrayList<>();
          AsyncFlow<?> flow = op.apply(source()).retry(1, seen::add);
          assertIsForeign(thrownBy(AsyncFlow::count, flow));
          assertThat(seen).hasSize(1);
          assertIsForeign(seen.get(0));
        });
  }

  @TestFactory
  Stream<DynamicTest> iterator_throwsIt() {
    return forEachOperator(
        op ->
            assertIsForeign(
                thrownBy(f -> f.iterator().forEachRemaining(v -> {}), op.apply(source()))));
  }

  @TestFactory
  Stream<DynamicTest> publisher_tellsIt() {
    return forEachOperator(
        op -> {
          Failure told = new Failure();
          op.apply(source()).toPublisher().subscribe(told);
          assertIsForeign(told.future.get(20, TimeUnit.SECONDS));
        });
  }

  private static final class Failure implements Subscriber<Object> {
    final CompletableFuture<Throwable> future = new CompletableFuture<>();

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object item) {}

    @Override
    public void onError(Throwable failure) {
      future.complete(failure);
    }

    @Override
    public void onComplete() {
      future.completeExceptionally(new AssertionError("complete"));
    }
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
  private static <T> T thrown(RuntimeException failure) {
    delay(ofMillis(1));
    throw failure;
  }

  private Map<String, ThrowingFunction<AsyncFlow<Integer>, Object>> lambdas() {
    Map<String, ThrowingFunction<AsyncFlow<Integer>, Object>> all = new LinkedHashMap<>();
    all.put("map", f -> f.map(n -> thrown(foreign)).count());
    all.put("mapNotNull", f -> f.mapNotNull(n -> thrown(foreign)).count());
    all.put("filter", f -> f.filter(n -> thrown(foreign)).count());
    all.put("filterNot", f -> f.filterNot(n -> thrown(foreign)).count());
    all.put("onEach", f -> f.onEach(n -> thrown(foreign)).count());
    all.put("transform", f -> f.transform((n, out) -> thrown(foreign)).count());
    all.put("takeWhile", f -> f.takeWhile(n -> thrown(foreign)).count());
    all.put("dropWhile", f -> f.dropWhile(n -> thrown(foreign)).count());
    all.put("scan", f -> f.scan(1, (a, n) -> thrown(foreign)).count());
    all.put("runningReduce", f -> f.runningReduce((a, n) -> thrown(foreign)).count());
    all.put("distinctUntilChanged", f -> f.distinctUntilChanged(n -> thrown(foreign)).count());
    all.put("zip", f -> f.zip(f, (a, b) -> thrown(foreign)).count());
    all.put("combine", f -> f.combine(f, (a, b) -> thrown(foreign)).count());
    all.put("flatMapConcat", f -> f.flatMapConcat(n -> thrown(foreign)).count());
    all.put("flatMapMerge", f -> f.flatMapMerge(2, n -> thrown(foreign)).count());
    all.put("flatMapLatest", f -> f.flatMapLatest(n -> thrown(foreign)).count());
    all.put("mapConcurrent", f -> f.mapConcurrent(2, n -> thrown(foreign)).count());
    all.put("mapConcurrentUn", f -> f.mapConcurrentUnordered(2, n -> thrown(foreign)).count());
    all.put("groupBy", f -> f.groupBy(n -> thrown(foreign)).count());
    all.put("map, buffer", f -> f.map(n -> thrown(foreign)).buffer(1).count());
    all.put("map, merge", f -> f.map(n -> thrown(foreign)).mergeWith(f.map(n -> n)).count());
    all.put("buffer, map", f -> f.buffer(1).map(n -> thrown(foreign)).count());
    all.put("merge, map", f -> f.mergeWith(f).map(n -> thrown(foreign)).count());
    all.put("zip, map", f -> f.zip(f, (a, b) -> a).map(n -> thrown(foreign)).count());
    all.put("onStart", f -> f.onStart(() -> thrown(foreign)).count());
    all.put("onCompletion", f -> f.onCompletion(end -> thrown(foreign)).count());
    all.put("onEmpty", f -> f.take(0).onEmpty(out -> thrown(foreign)).count());
    all.put("recover", f -> failing(f).recover(t -> thrown(foreign)).count());
    all.put("recoverWith", f -> failing(f).recoverWith(t -> thrown(foreign)).count());
    all.put("retry", f -> failing(f).retry(1, t -> thrown(foreign)).count());
    all.put(
        "retryIf",
        f -> failing(f).retry(RetryPolicy.unlimited().retryIf(t -> thrown(foreign))).count());
    all.put("retryWhen", f -> failing(f).retryWhen((t, n) -> thrown(foreign)).count());
    all.put("iterate", f -> AsyncFlow.iterate(1, n -> thrown(foreign)).count());
    all.put("channelFlow", f -> AsyncFlow.channelFlow((scope, out) -> thrown(foreign)).count());
    all.put("callback", f -> AsyncFlow.callback(out -> thrown(foreign)).count());
    all.put("fromStream", f -> AsyncFlow.fromStream(() -> thrown(foreign)).count());
    all.put(
        "fromStream, its lambda",
        f -> AsyncFlow.fromStream(() -> Stream.of(1).map(n -> thrown(foreign))).count());
    all.put("fromIterable", f -> AsyncFlow.fromIterable(() -> thrown(foreign)).count());
    all.put("collect", f -> collecting(f, n -> thrown(foreign)));
    all.put("buffer, collect", f -> collecting(f.buffer(1), n -> thrown(foreign)));
    all.put(
        "supplier", f -> f.collect(Collector.of(() -> thrown(foreign), (a, n) -> {}, (a, b) -> a)));
    all.put(
        "accumulator",
        f -> f.collect(Collector.of(() -> 0, (a, n) -> thrown(foreign), (a, b) -> a)));
    all.put(
        "finisher",
        f -> f.collect(Collector.of(() -> 0, (a, n) -> {}, (a, b) -> a, a -> thrown(foreign))));
    all.put("toMap", f -> f.toMap(n -> thrown(foreign)));
    all.put("first", f -> f.first(n -> thrown(foreign)));
    all.put("any", f -> f.any(n -> thrown(foreign)));
    all.put("all", f -> f.all(n -> thrown(foreign)));
    all.put("none", f -> f.none(n -> thrown(foreign)));
    all.put("reduce", f -> f.reduce((a, n) -> thrown(foreign)));
    all.put("fold", f -> f.fold(1, (a, n) -> thrown(foreign)));
    return all;
  }

  private static AsyncFlow<Integer> failing(AsyncFlow<Integer> flow) {
    return flow.onEach(
        n -> {
          throw new IllegalStateException("broken");
        });
  }

  private static int collecting(AsyncFlow<Integer> flow, ThrowingConsumer<Integer> action) {
    flow.collect(action);
    return 0;
  }

  @TestFactory
  Stream<DynamicTest> cancellationOfALambda_isAFailure() {
    return lambdas().entrySet().stream()
        .map(
            lambda ->
                DynamicTest.dynamicTest(
                    lambda.getKey(),
                    () ->
                        assertIsForeign(
                            catchThrowable(
                                () ->
                                    Async.call(
                                        scope -> lambda.getValue().apply(AsyncFlow.of(1, 2)))))));
  }

  /** What flows out of a source of the library, and no generator. */
  @TestFactory
  Stream<DynamicTest> cancellationInASourceOfTheLibrary_isAFailure() {
    CompletableFuture<Integer> cancelled = new CompletableFuture<>();
    cancelled.cancel(true);
    Publisher<Integer> publisher =
        subscriber ->
            subscriber.onSubscribe(
                new Subscription() {
                  @Override
                  public void request(long n) {
                    subscriber.onError(foreign);
                  }

                  @Override
                  public void cancel() {}
                });
    Iterable<Integer> iterable =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Integer next() {
                throw foreign;
              }
            };
    Map<String, AsyncFlow<Integer>> sources = new LinkedHashMap<>();
    sources.put("fromStage", AsyncFlow.fromStage(cancelled));
    sources.put("fromPublisher", AsyncFlow.fromPublisher(publisher));
    sources.put("fromIterable", AsyncFlow.fromIterable(iterable));
    return sources.entrySet().stream()
        .flatMap(
            source ->
                operators().entrySet().stream()
                    .map(
                        op ->
                            DynamicTest.dynamicTest(
                                source.getKey() + ", " + op.getKey(),
                                () ->
                                    assertThat(
                                            thrownBy(
                                                AsyncFlow::count,
                                                op.getValue().apply(source.getValue())))
                                        .isInstanceOf(TaskFailedException.class)
                                        .hasCauseInstanceOf(CancellationException.class))));
  }

  @TestFactory
  Stream<DynamicTest> awaitedTaskThatWasCancelled_isAFailure() {
    return forEachOperator(
        op ->
            taskScope()
                .run(
                    scope -> {
                      Task<Integer> cancelled = scope.lazily().async(() -> 1);
                      cancelled.cancel("nobody needs it");
                      AsyncFlow<Integer> source =
                          AsyncFlow.generate(
                              out -> {
                                out.emit(1);
                                out.emit(await(cancelled));
                              });
                      Throwable thrown = catchThrowable(() -> op.apply(source).count());
                      assertThat(thrown)
                          .isInstanceOf(TaskFailedException.class)
                          .hasMessageContaining("nobody needs it")
                          .hasCauseInstanceOf(TaskCancelledException.class);
                    }));
  }

  @Test
  void taskThatCollects_fails() {
    assertIsForeign(
        catchThrowable(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          Task<?> unused = source().launchIn(scope);
                        })));
    assertIsForeign(
        catchThrowable(
            () -> taskScope().run(scope -> source().shareIn(scope, 0).collect(n -> {}))));
    assertIsForeign(
        catchThrowable(
            () -> taskScope().run(scope -> source().stateIn(scope, 0).collect(n -> {}))));
  }

  /** The collector's own cancellation is none of these. */
  @TestFactory
  Stream<DynamicTest> cancelledCollector_isNoFailure() {
    AsyncFlow<Integer> endless =
        AsyncFlow.generate(
            out -> {
              for (int i = 0; ; i++) {
                out.emit(i);
                delay(ofMillis(1));
              }
            });
    return forEachOperator(
        op ->
            taskScope()
                .run(
                    scope -> {
                      CompletableFuture<Boolean> running = new CompletableFuture<>();
                      List<Throwable> seen = new ArrayList<>();
                      AsyncFlow<?> flow =
                          op.apply(endless.onEach(n -> running.complete(true)))
                              .<Object>map(v -> v)
                              .recover(
                                  failure -> {
                                    seen.add(failure);
                                    return 0;
                                  });
                      Task<?> collector = scope.launch(() -> flow.collect(v -> {}));
                      await(running.copy());
                      collector.cancel();
                      collector.join();
                      assertThat(collector.isCancelled()).isTrue();
                      assertThat(seen).isEmpty();
                    }));
  }
}
