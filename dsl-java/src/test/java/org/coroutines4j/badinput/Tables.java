package org.coroutines4j.badinput;

import java.util.stream.Stream;

/** All tables. */
final class Tables {
  private Tables() {}

  /** A new row for each member. */
  static Stream<Member> members() {
    return Stream.of(
            new ProgramTable(),
            new TogetherTable(),
            new TimeTable(),
            new WaitTable(),
            new WhereTable(),
            new ScopeBlockTable(),
            new TaskScopeTable(),
            new ServiceScopeTable(),
            new TaskTable(),
            new TasksTable(),
            new DiagnosticsTable(),
            new SnapshotsTable(),
            new OutcomeTable(),
            new RetryPolicyTable(),
            new DispatcherTable(),
            new ContextElementTable(),
            new ChannelTable(),
            new SendChannelTable(),
            new ReceiveChannelTable(),
            new SelectTable(),
            new SelectStartTable(),
            new SelectRunTable(),
            new SelectClausesTable(),
            new QueueTable(),
            new LocksTable(),
            new SignalsTable(),
            new FlowSourcesTable(),
            new FlowMadeTable(),
            new ByteFlowTable(),
            new FlowOperatorsTable(),
            new FlowShapesTable(),
            new FlowLatestTable(),
            new FlowJoinsTable(),
            new FlowCombineTable(),
            new FlowTimeTable(),
            new FlowEndsTable(),
            new FlowTerminalsTable(),
            new FlowElementsTable(),
            new FlowSharingTable(),
            new AsyncIteratorTable(),
            new EmitterTable(),
            new HotFlowsTable(),
            new ResourceTable(),
            new ExceptionsTable(),
            new UsersCodeTable())
        .flatMap(table -> table.members().stream());
  }
}
