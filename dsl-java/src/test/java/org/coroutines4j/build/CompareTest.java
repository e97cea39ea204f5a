package org.coroutines4j.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Resource;
import org.coroutines4j.ScopeBlock;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.Select;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.ByteFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncCondition;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that docs/compare.md has a row for each public method, and none for any other. */
@Tag("once")
class CompareTest {
  private static final Path PAGE = Path.of("..", "docs", "compare.md");
  private static final Pattern HEADING = Pattern.compile("## .*`(\\w+)`");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|.*");
  private static final int COLUMNS = 7;

  private static final List<Class<?>> TYPES =
      List.of(
          Async.class,
          TaskScope.class,
          Dispatchers.class,
          ScopeBlock.class,
          ServiceScope.class,
          Resource.class,
          Outcome.class,
          Task.class,
          Tasks.class,
          Channel.class,
          SendChannel.class,
          ReceiveChannel.class,
          Select.class,
          AsyncQueue.class,
          AsyncMutex.class,
          AsyncSemaphore.class,
          AsyncEvent.class,
          AsyncCondition.class,
          AsyncBarrier.class,
          AsyncFlow.class,
          ByteFlow.class,
          SharedFlow.class,
          MutableSharedFlow.class,
          StateFlow.class,
          MutableStateFlow.class);

  @Test
  void page_hasARowForEachPublicMethod() throws IOException {
    Map<String, Set<String>> rows = new TreeMap<>();
    Set<String> section = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        section = rows.computeIfAbsent(heading.group(1), type -> new TreeSet<>());
      } else if (row.matches()) {
        assertThat(section.add(row.group(1))).as(line).isTrue();
        assertThat(line.split("\\|")).as(line).hasSize(COLUMNS + 1);
      }
    }
    assertThat(rows)
        .isEqualTo(
            TYPES.stream()
                .collect(
                    Collectors.toMap(
                        Class::getSimpleName, CompareTest::methods, (a, b) -> a, TreeMap::new)));
  }

  private static Set<String> methods(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    Stream<Method> inherited =
        parent == null || Modifier.isPublic(parent.getModifiers())
            ? Stream.empty()
            : Arrays.stream(parent.getDeclaredMethods()); // a façade in several files
    return Stream.concat(Arrays.stream(type.getDeclaredMethods()), inherited)
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .filter(name -> !name.equals("toString"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
