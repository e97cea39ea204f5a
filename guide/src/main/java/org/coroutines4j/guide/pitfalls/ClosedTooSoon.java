package org.coroutines4j.guide.pitfalls;

// region imports
import static org.coroutines4j.Async.taskScope;

import org.coroutines4j.Resource;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Closes a resource before the tasks that use it have ended, and after that. */
public final class ClosedTooSoon {
  private ClosedTooSoon() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    tryBlock();
    resourceOfTheScope();
  }

  private static void tryBlock() {
    // region wrong
    AsyncEvent fileRead = new AsyncEvent();
    taskScope()
        .run(
            scope -> {
              try (Connection connection = new Connection()) {
                scope.launch(
                    () -> {
                      fileRead.await(); // the task takes its time
                      connection.send("file");
                    });
              } // closes the connection, and does not wait for the task
              fileRead.set();
            });
    // endregion
  }

  private static void resourceOfTheScope() {
    // region right
    AsyncEvent fileRead = new AsyncEvent();
    taskScope()
        .run(
            scope -> {
              Connection connection = scope.use(Resource.of(Connection::new, Connection::close));
              scope.launch(
                  () -> {
                    fileRead.await();
                    connection.send("file");
                  });
              fileRead.set();
            }); // waits for the task, then closes the connection
    // endregion
  }

  // region connection
  private static final class Connection implements AutoCloseable {
    private volatile boolean open = true;

    void send(String text) {
      System.out.println(open ? "sent " + text : "cannot send " + text + ": closed");
    }

    @Override
    public void close() {
      open = false;
      System.out.println("closed");
    }
  }
  // endregion
}
