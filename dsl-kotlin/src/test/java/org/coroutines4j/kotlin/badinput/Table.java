package org.coroutines4j.kotlin.badinput;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is bad input for the methods of some classes. */
abstract class Table {
  final List<Row> rows = new ArrayList<>();

  /** The row of a method, which must exist. */
  final Row method(Class<?> type, String name, Class<?>... parameters) {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .filter(m -> parameters.length == 0 || Arrays.equals(m.getParameterTypes(), parameters))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(type + "." + name));
    Row row = new Row(method);
    rows.add(row);
    return row;
  }
}
