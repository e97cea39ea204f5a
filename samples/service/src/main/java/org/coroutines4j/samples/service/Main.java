package org.coroutines4j.samples.service;

// region imports
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;

// endregion

/** Starts the service: {@code samples/run service}. */
public final class Main {
  private Main() {}

  // region main
  /** Runs until SIGTERM or SIGINT, and then shuts down cleanly. */
  public static void main(String[] args) {
    Settings settings = settings();
    run(
        scope -> {
          Service service = Service.start(settings);
          try {
            System.out.println("orders: " + service.url() + " (end it with Ctrl-C)");
            awaitCancellation(); // the signal cancels this wait
          } finally {
            nonCancellable(service::stop);
          }
        });
  }

  // endregion

  private static Settings settings() {
    try {
      return Settings.from(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      throw e;
    }
  }
}
