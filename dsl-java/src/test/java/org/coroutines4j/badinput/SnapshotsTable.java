package org.coroutines4j.badinput;

import java.util.OptionalInt;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.DispatcherSnapshot;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.ServiceScopeSnapshot;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.QueueSnapshot;
import org.coroutines4j.channels.ReceiveChannel;

/** The snapshots of channels, queues, dispatchers and service scopes. */
final class SnapshotsTable extends Table {
  private static final OptionalInt NONE = OptionalInt.empty();

  SnapshotsTable() {
    cannotFail(ReceiveChannel.class, "snapshot");
    cannotFail(AsyncQueue.class, "snapshot");
    method(ReceiveChannel.class, "monitorAs", String.class)
        .nulls("name", w -> Channel.rendezvous().monitorAs(null));
    method(AsyncQueue.class, "monitorAs", String.class)
        .nulls("name", w -> AsyncQueue.fifo().monitorAs(null));
    cannotFail(Dispatcher.class, "snapshot");
    cannotFail(ServiceScope.class, "snapshot");
    cannotFail(QueueSnapshot.class, "size", "capacity", "waitingProducers", "waitingConsumers");
    cannotFail(DispatcherSnapshot.class, "permits", "used", "waiting");
    cannotFail(ServiceScopeSnapshot.class, "active", "queued", "open");
    constructor(QueueSnapshot.class, long.class, OptionalInt.class, long.class, long.class)
        .rejects("size", w -> new QueueSnapshot(-1, NONE, 0, 0), "size", "-1")
        .nulls("capacity", w -> new QueueSnapshot(0, null, 0, 0))
        .rejects(
            "waitingProducers", w -> new QueueSnapshot(0, NONE, -1, 0), "waitingProducers", "-1")
        .rejects(
            "waitingConsumers", w -> new QueueSnapshot(0, NONE, 0, -1), "waitingConsumers", "-1");
    constructor(DispatcherSnapshot.class, int.class, int.class, int.class)
        .rejects("permits", w -> new DispatcherSnapshot(0, 0, 0), "permits", "0")
        .rejects("used", w -> new DispatcherSnapshot(1, -1, 0), "used", "-1")
        .rejects("waiting", w -> new DispatcherSnapshot(1, 0, -1), "waiting", "-1");
    constructor(ServiceScopeSnapshot.class, int.class, int.class, boolean.class)
        .rejects("active", w -> new ServiceScopeSnapshot(-1, 0, true), "active", "-1")
        .rejects("queued", w -> new ServiceScopeSnapshot(0, -1, true), "queued", "-1")
        .accepts("open false", w -> new ServiceScopeSnapshot(0, 0, false));
  }
}
