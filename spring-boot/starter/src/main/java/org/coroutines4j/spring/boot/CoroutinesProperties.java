package org.coroutines4j.spring.boot;

import java.time.Duration;
import org.coroutines4j.spring.TransactionRule;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the starter.
 *
 * @param enabled whether the starter adds anything at all
 * @param scope the default scope
 * @param executor the executor of {@code @Async} methods and Spring MVC
 * @param context the thread-locals that tasks get from the code that starts them
 * @param transactions tasks that are started under a transaction
 * @param observations observations of named tasks
 * @param jdbc data sources
 * @param web answers of controllers
 * @param monitor whether the console finds the tasks of a fat jar without an agent
 */
@ConfigurationProperties("coroutines4j")
public record CoroutinesProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Scope scope,
    @DefaultValue Executor executor,
    @DefaultValue Context context,
    @DefaultValue Transactions transactions,
    @DefaultValue Observations observations,
    @DefaultValue Jdbc jdbc,
    @DefaultValue Web web,
    @DefaultValue("true") boolean monitor) {

  /**
   * The settings of the default scope.
   *
   * @param name the name of the scope in messages
   * @param dispatcher where its tasks run
   * @param maxConcurrent how many tasks run at the same time, the others being queued or refused;
   *     no limit if absent
   * @param maxQueued how many tasks are queued if there is a limit; none if absent
   * @param drain how long tasks may run on when the application stops; the rest of Spring's timeout
   *     of a shutdown phase if absent
   * @param grace how long to wait for tasks that were cancelled after that
   */
  public record Scope(
      @DefaultValue("application") String name,
      @DefaultValue("virtual") DispatcherKind dispatcher,
      @Nullable Integer maxConcurrent,
      @Nullable Integer maxQueued,
      @Nullable Duration drain,
      @DefaultValue("2s") Duration grace) {}

  /** The dispatchers that a property can name. */
  public enum DispatcherKind {
    /** A virtual thread for each task, or a pooled thread below JDK 21. */
    VIRTUAL,
    /** As many tasks running as there are processors. */
    CPU,
    /** As {@link #VIRTUAL}, with kotlinx's IO for coroutines of Kotlin. */
    IO
  }

  /**
   * The settings of the executor.
   *
   * @param enabled whether {@code @Async} methods and Spring MVC run as tasks of the default scope
   */
  public record Executor(@DefaultValue("true") boolean enabled) {}

  /**
   * The settings of the context.
   *
   * @param enabled whether tasks get the MDC, the locale and the request attributes
   */
  public record Context(@DefaultValue("true") boolean enabled) {}

  /**
   * The settings for transactions.
   *
   * @param inTasks what to do if a task is started under an active transaction
   */
  public record Transactions(@DefaultValue("warn") TransactionRule inTasks) {}

  /**
   * The settings of observations.
   *
   * @param enabled whether each named task is an observation
   */
  public record Observations(@DefaultValue("false") boolean enabled) {}

  /**
   * The settings of answers.
   *
   * @param clientCheckInterval how often Tomcat's connections are checked while their clients wait
   *     for a task
   */
  public record Web(@DefaultValue("1s") Duration clientCheckInterval) {}

  /**
   * The settings of data sources.
   *
   * @param enabled whether the statements of data sources end with their task
   */
  public record Jdbc(@DefaultValue("false") boolean enabled) {}
}
