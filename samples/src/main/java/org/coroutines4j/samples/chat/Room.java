package org.coroutines4j.samples.chat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.SendChannel;

/**
 * Who is connected, and by which name. Each client has an outbox, from which its session writes to
 * the socket. So a client that does not read holds up no other.
 */
final class Room {
  /** How many lines a slow client may be behind before it misses some. */
  private static final int OUTBOX = 100;

  private final Set<SendChannel<String>> outboxes = ConcurrentHashMap.newKeySet();
  private final Map<String, SendChannel<String>> members = new ConcurrentHashMap<>();
  private final Consumer<String> log;
  private volatile boolean closed;

  /** Creates a room that tells {@code log} each line, from several threads. */
  Room(Consumer<String> log) {
    this.log = log;
  }

  /** Returns the outbox of a new client. It is closed when the room closes. */
  Channel<String> connect() {
    Channel<String> outbox = Channel.buffered(OUTBOX);
    outboxes.add(outbox);
    if (closed) { // after the add, so that close() or this call sees the other
      sayGoodbye(outbox);
    }
    return outbox;
  }

  void disconnect(Channel<String> outbox) {
    outboxes.remove(outbox);
  }

  /** Returns false if another client has the name. */
  boolean join(String name, SendChannel<String> outbox) {
    if (members.putIfAbsent(name, outbox) != null) {
      return false;
    }
    say("* " + name + " has joined");
    return true;
  }

  void leave(String name) {
    members.remove(name);
    say("* " + name + " has left");
  }

  /** Sends a line to all members. Does not wait. */
  void say(String line) {
    log.accept(line);
    members.values().forEach(outbox -> outbox.trySend(line));
  }

  /** Says goodbye to all clients, and closes their outboxes. */
  void close() {
    closed = true;
    outboxes.forEach(Room::sayGoodbye);
  }

  private static void sayGoodbye(SendChannel<String> outbox) {
    outbox.trySend("* the server is closing");
    outbox.close();
  }
}
