package org.coroutines4j.micrometer;

/** The names of all meters and tags. */
final class Meters {
  static final String TASKS = "coroutines4j.tasks";
  static final String TASKS_STARTED = "coroutines4j.tasks.started";
  static final String TASKS_ACTIVE = "coroutines4j.tasks.active";

  static final String QUEUE_SIZE = "coroutines4j.queue.size";
  static final String QUEUE_CAPACITY = "coroutines4j.queue.capacity";
  static final String QUEUE_PRODUCERS = "coroutines4j.queue.waiting.producers";
  static final String QUEUE_CONSUMERS = "coroutines4j.queue.waiting.consumers";

  static final String CHANNEL_SIZE = "coroutines4j.channel.size";
  static final String CHANNEL_CAPACITY = "coroutines4j.channel.capacity";
  static final String CHANNEL_SENDERS = "coroutines4j.channel.waiting.senders";
  static final String CHANNEL_RECEIVERS = "coroutines4j.channel.waiting.receivers";

  static final String DISPATCHER_PERMITS = "coroutines4j.dispatcher.permits";
  static final String DISPATCHER_USED = "coroutines4j.dispatcher.used";
  static final String DISPATCHER_WAITING = "coroutines4j.dispatcher.waiting";

  static final String SCOPE_ACTIVE = "coroutines4j.scope.active";
  static final String SCOPE_QUEUED = "coroutines4j.scope.queued";
  static final String SCOPE_OPEN = "coroutines4j.scope.open";

  /** The tag with the name of a task. */
  static final String TASK = "task";

  /** The tag with the name of the scope that a task was started in. */
  static final String SCOPE = "scope";

  /** The tag with the way a task ended. */
  static final String OUTCOME = "outcome";

  /** The tag with the name by which a queue, channel, dispatcher or scope was registered. */
  static final String NAME = "name";

  private Meters() {}
}
