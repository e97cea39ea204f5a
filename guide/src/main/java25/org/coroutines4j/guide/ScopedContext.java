package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.taskScope;

import org.coroutines4j.ContextElement;

// endregion

/** Runs the tasks of a scope with a ScopedValue. */
public final class ScopedContext {
  private ScopedContext() {}

  // region user
  static final ScopedValue<String> USER = ScopedValue.newInstance();

  // endregion

  /** Runs the program of the page. */
  public static void main(String[] args) {
    // region scoped
    ContextElement user =
        ContextElement.around(
            action ->
                ScopedValue.where(USER, "ada")
                    .call(
                        () -> {
                          action.run();
                          return null;
                        }));
    taskScope().with(user).run(scope -> scope.launch(() -> System.out.println(USER.get())));
    // endregion
  }
}
