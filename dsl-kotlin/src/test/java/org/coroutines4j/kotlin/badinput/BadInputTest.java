package org.coroutines4j.kotlin.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import org.coroutines4j.kotlin.build.PublicClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each bad call throws an exception that names what was wrong. That it leaves nothing running, the
 * check for leaks after each test sees.
 */
class BadInputTest {
  static Stream<Row> rows() {
    return Stream.of(
            new TasksTable(),
            new ChannelsTable(),
            new FlowsTable(),
            new SelectsTable(),
            new SuspendTable(),
            new SyncTable())
        .flatMap(table -> table.rows.stream());
  }

  static Stream<BadCall> badCalls() {
    return rows().flatMap(row -> row.calls.stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void badCalls(BadCall bad) {
    Throwable thrown = catchThrowable(bad.call());
    assertThat(thrown).isInstanceOf(bad.thrown());
    if (thrown instanceof NullPointerException) {
      assertThat(thrown).hasMessage(bad.message().get(0));
    }
    assertThat(thrown).hasMessageContainingAll(bad.message().toArray(new String[0]));
  }

  @Test
  void everyPublicMethod_isInATable_once() {
    assertThat(rows().map(row -> row.method))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(30)
        .containsExactlyInAnyOrderElementsOf(publicMethods());
  }

  private static List<Method> publicMethods() {
    return PublicClasses.ofThisModule().stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !isSuspendFunction(method))
        .toList();
  }

  /** Kotlin code calls those, whose compiler knows of null, and generates no checks of it. */
  private static boolean isSuspendFunction(Method method) {
    Class<?>[] types = method.getParameterTypes();
    return method.getDeclaringClass().getSimpleName().endsWith("Kt")
        && types[types.length - 1] == Continuation.class;
  }

  @Test
  void everyArgument_isTriedWithNull() {
    assertThat(rows().flatMap(row -> row.missing().stream())).isEmpty();
  }

  @Test
  void argumentThatIsNotTried_isFound() throws Exception {
    Row row = new Row(Sample.class.getMethod("take", String.class, Object.class));
    assertThat(row.nulls("text", () -> {}).missing())
        .containsExactly("Sample.take(String, Object): null more");
  }

  /** Some public method. */
  public interface Sample {
    void take(String text, Object more);
  }
}
