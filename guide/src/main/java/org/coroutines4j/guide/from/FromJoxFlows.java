package org.coroutines4j.guide.from;

// region imports
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;

// endregion

/**
 * A flow of Jox, with this library. It is alone because the build has no flows of Jox to compare.
 */
public final class FromJoxFlows {
  private FromJoxFlows() {}

  /** Runs the program of the page. */
  public static void main(String[] args) {
    // region flow
    List<Integer> numbers =
        AsyncFlow.iterate(1, n -> n + 1).map(n -> n * 2).filter(n -> n % 3 == 0).take(3).toList();
    System.out.println(numbers);
    // endregion
  }
}
