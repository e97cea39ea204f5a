package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.run;

import java.util.concurrent.CompletableFuture;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.SendChannel;

// endregion

/** An actor: a task that owns a state, and receives messages from a channel. */
public final class Actors {
  private Actors() {}

  // region messages
  sealed interface Message permits Add, Total {}

  record Add(int n) implements Message {}

  record Total(CompletableFuture<Integer> answer) implements Message {}

  // endregion

  // region actor
  static SendChannel<Message> counter(TaskScope scope) {
    Channel<Message> inbox =
        Channel.<Message>builder().capacity(16).onUndelivered(Actors::refuse).build();
    AutoCloseable ending = inbox::cancel;
    scope.use(ending); // in case the task is cancelled before it starts
    scope.background( // cancelled when the ordinary tasks of the scope have ended
        () -> {
          try {
            int total = 0; // only this task sees it
            for (Message message : inbox) {
              if (message instanceof Add add) {
                total = Math.addExact(total, add.n());
              } else if (message instanceof Total question) {
                question.answer().complete(total);
              }
            }
          } finally {
            inbox.cancel(); // if the actor has failed: no sender and no asker waits for it
          }
        });
    return inbox;
  }

  private static void refuse(Message message) {
    if (message instanceof Total question) {
      question.answer().completeExceptionally(new IllegalStateException("the actor has ended"));
    }
  }

  // endregion

  // region ask
  static int total(SendChannel<Message> counter) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    counter.send(new Total(answer)); // tell
    return await(answer); // ask
  }

  // endregion

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          // region use
          SendChannel<Message> counter = counter(scope);
          counter.send(new Add(3));
          counter.send(new Add(4));
          System.out.println("total " + total(counter));
          // endregion
        });
  }
}
