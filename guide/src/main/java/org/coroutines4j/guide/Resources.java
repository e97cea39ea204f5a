package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.util.NoSuchElementException;
import org.coroutines4j.Resource;

// endregion

/** Resources that must be released. */
public final class Resources {
  private Resources() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          connection();
          transaction();
          several();
        });
  }

  record Connection(String name) {
    static Connection open(String name) {
      delay(ofMillis(10));
      System.out.println("open " + name);
      return new Connection(name);
    }

    void close() {
      delay(ofMillis(10));
      System.out.println("close " + name);
    }
  }

  private static void connection() {
    // region of
    Resource<Connection> database =
        Resource.of(() -> Connection.open("database"), Connection::close); // both may wait
    int length = database.use(connection -> connection.name().length());
    System.out.println(length);
    // endregion
  }

  private static void transaction() {
    // region managed
    Resource<String> transaction =
        Resource.managed(
            holder -> {
              System.out.println("begin");
              try {
                holder.hold("tx-1"); // the use happens in here
                System.out.println("commit");
              } catch (RuntimeException | Error e) {
                System.out.println("rollback: " + e.getMessage());
                throw e;
              }
            });
    transaction.run(tx -> System.out.println("insert in " + tx));
    try {
      transaction.run(
          tx -> {
            throw new NoSuchElementException("no such table");
          });
    } catch (NoSuchElementException e) {
      System.out.println("caught " + e.getMessage());
    }
    // endregion
  }

  private static void several() {
    // region scope
    taskScope()
        .run(
            scope -> {
              Connection from =
                  scope.use(Resource.of(() -> Connection.open("a"), Connection::close));
              Connection to = scope.use(Resource.of(() -> Connection.open("b"), Connection::close));
              scope.launch(() -> System.out.println("copy " + from.name() + " to " + to.name()));
            }); // after all tasks: closes b, then a
    // endregion
  }
}
