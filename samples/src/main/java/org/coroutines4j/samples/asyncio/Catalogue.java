package org.coroutines4j.samples.asyncio;

import java.util.List;
import java.util.Optional;

/** All programs, in the order of the tutorials. */
final class Catalogue {
  static final List<Program> PROGRAMS =
      List.of(
          program(SleepsInARow.class, SleepsInARow::main, "000-1"),
          program(GatherOverlapsSleeps.class, GatherOverlapsSleeps::main, "000-2"),
          program(LazyTaskRunsWhenAwaited.class, LazyTaskRunsWhenAwaited::main, "000-4"),
          program(AwaitGivesTheValue.class, AwaitGivesTheValue::main, "000-5"),
          program(RunOpensAndClosesTheScope.class, RunOpensAndClosesTheScope::main, "000-6"),
          program(GatherFromList.class, GatherFromList::main, "000-7"),
          program(TaskGroupResults.class, TaskGroupResults::main, "000-8"),
          program(FailureCancelsSiblings.class, FailureCancelsSiblings::main, "000-9"),
          program(TimeoutStopsTheWork.class, TimeoutStopsTheWork::main, "000-10", "000-11"),
          program(SemaphoreOfThree.class, SemaphoreOfThree::main, "000-12"),
          program(PagesOneByOne.class, PagesOneByOne::main, "000-13"),
          program(HelloWorld.class, HelloWorld::main, "001-2"),
          program(FileReadOnExecutor.class, FileReadOnExecutor::main, "001-3"),
          program(TasksRunTogether.class, TasksRunTogether::main, "001-4"),
          program(GatherKeepsTheOrder.class, GatherKeepsTheOrder::main, "001-5"),
          program(TimeoutAroundATask.class, TimeoutAroundATask::main, "001-6"),
          program(WaitForTheFirst.class, WaitForTheFirst::main, "001-7"),
          program(WaitForFailureOrAll.class, WaitForFailureOrAll::main, "001-8"),
          program(IteratorThatWaits.class, IteratorThatWaits::main, "001-9"),
          program(ConnectionForABlock.class, ConnectionForABlock::main, "001-10"),
          program(ManagedResource.class, ManagedResource::main, "001-11"),
          program(BlockingCallInATask.class, BlockingCallInATask::main, "001-12"),
          program(ComputeOnAPool.class, ComputeOnAPool::main, "001-13"),
          program(GeneratorInALoop.class, GeneratorInALoop::main, "001-14"),
          program(ListOfAGenerator.class, ListOfAGenerator::main, "001-15"),
          program(FailureComesOutOfAwait.class, FailureComesOutOfAwait::main, "001-16"),
          program(GatherSettled.class, GatherSettled::main, "001-17"),
          program(FailureNobodyAwaits.class, FailureNobodyAwaits::main, "001-18"),
          program(CancelWithCleanup.class, CancelWithCleanup::main, "001-19"),
          program(CallsInARow.class, CallsInARow::main, "002-1"),
          program(CallsTogether.class, CallsTogether::main, "002-2"),
          program(FetchManyUrls.class, FetchManyUrls::main, "002-3"),
          program(FetchErrorAsValue.class, FetchErrorAsValue::main, "002-4"),
          program(CancelBackgroundWorkers.class, CancelBackgroundWorkers::main, "002-5"),
          program(ProducerAndTwoConsumers.class, ProducerAndTwoConsumers::main, "002-6"),
          program(TenThousandSleeps.class, TenThousandSleeps::main, "002-7"),
          program(Greet.class, Greet::main, "003-1"),
          program(BlockingCallFreezesNobody.class, BlockingCallFreezesNobody::main, "003-2"),
          program(FrozenLoop.class, FrozenLoop::main, "003-2"),
          program(NoAwaitToForget.class, NoAwaitToForget::main, "003-3"),
          program(RunInsideRun.class, RunInsideRun::main, "003-4"),
          program(GatherReverseDelays.class, GatherReverseDelays::main, "003-5"),
          program(FireAndForget.class, FireAndForget::main, "003-6"),
          program(RunWaitsForItsTasks.class, RunWaitsForItsTasks::main, "003-7"),
          program(TimeoutOfOneSecond.class, TimeoutOfOneSecond::main, "003-8"),
          program(BlockingCallsOverlap.class, BlockingCallsOverlap::main, "003-9"),
          program(ProducerAndConsumer.class, ProducerAndConsumer::main, "003-10"),
          program(ComputeOnAllProcessors.class, ComputeOnAllProcessors::main, "003-12"),
          program(HelloAsyncio.class, HelloAsyncio::main, "004-1"),
          program(ValueOfACall.class, ValueOfACall::main, "004-2"),
          program(GatherTakesTheLongest.class, GatherTakesTheLongest::main, "004-3"),
          program(FetchOneUrlFiveTimes.class, FetchOneUrlFiveTimes::main, "004-4"),
          program(QueueJoin.class, QueueJoin::main, "004-5"),
          program(ErrorsInPlace.class, ErrorsInPlace::main, "004-6"),
          program(SlowStepReported.class, SlowStepReported::main, "004-7"));

  private Catalogue() {}

  /** The program of this row or name. */
  static Optional<Program> find(String rowOrName) {
    return PROGRAMS.stream().filter(program -> program.isCalled(rowOrName)).findFirst();
  }

  private static Program program(Class<?> type, Program.Main main, String... rows) {
    return new Program(List.of(rows), type.getSimpleName(), main);
  }
}
