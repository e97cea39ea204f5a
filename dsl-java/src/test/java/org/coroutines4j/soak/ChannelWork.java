package org.coroutines4j.soak;

import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.soak.Books.Kind.ELEMENT;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.ReceiveResult;

/** Checks that each element is received or handed to the handler for undelivered ones. */
final class ChannelWork implements Work {
  private static final int[] CAPACITIES = {0, 1, 8};
  private static final int TASKS = 3;
  private static final int ELEMENTS = 20;

  @Override
  public void run(Books books, Random random) {
    Channel<Books.Entry> channel =
        Channel.<Books.Entry>builder()
            .capacity(CAPACITIES[random.nextInt(CAPACITIES.length)])
            .onUndelivered(Books.Entry::out)
            .build();
    supervisorScope()
        .on(Chance.dispatcher(random))
        .run(
            scope -> {
              List<Task<?>> tasks = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                Random own = new Random(random.nextLong());
                tasks.add(scope.launch(() -> sendAll(books, channel, own)));
                Random other = new Random(random.nextLong());
                scope.background(() -> receiveAll(channel, other));
              }
              tasks.forEach(task -> Chance.disturb(task, random));
              tasks.forEach(Task::join);
              if (random.nextBoolean()) {
                channel.close();
              }
            });
    channel.cancel();
  }

  private static void sendAll(Books books, Channel<Books.Entry> channel, Random random) {
    for (int i = 0; i < ELEMENTS; i++) {
      Books.Entry element = books.entry(ELEMENT);
      if (random.nextInt(4) == 0) {
        if (channel.trySend(element).isSent()) {
          element.in();
        }
      } else {
        element.in(); // whether it returns or throws, from here on it is the channel's
        channel.send(element);
      }
    }
  }

  private static void receiveAll(Channel<Books.Entry> channel, Random random) {
    try {
      while (true) {
        receive(channel, random);
      }
    } catch (ChannelClosedException e) {
      // the end
    }
  }

  private static void receive(Channel<Books.Entry> channel, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> channel.receive().out();
      case 1 ->
          withTimeoutOrEmpty(Chance.moment(random), channel::receive).ifPresent(Books.Entry::out);
      case 2 ->
          selectRun()
              .onReceive(channel, Books.Entry::out)
              .onTimeout(Chance.moment(random), () -> {})
              .await();
      case 3 -> {
        if (channel.tryReceive() instanceof ReceiveResult.Received<Books.Entry> received) {
          received.value().out();
        }
        Chance.pause(random);
      }
      default -> {
        Iterator<Books.Entry> elements = channel.iterator();
        if (elements.hasNext()) {
          elements.next().out();
        }
      }
    }
  }
}
