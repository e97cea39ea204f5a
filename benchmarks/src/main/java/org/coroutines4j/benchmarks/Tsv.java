package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes records to a file of tab-separated values and reads them back. Lines that begin with
 * {@code #} are comments; the first other line names the components.
 */
final class Tsv {
  private static final String TAB = "\t";

  private Tsv() {}

  static <R extends Record> void write(
      Path file, List<String> comments, Class<R> type, List<? extends R> records)
      throws IOException {
    List<String> lines = new ArrayList<>();
    comments.forEach(comment -> lines.add("# " + comment));
    RecordComponent[] components = type.getRecordComponents();
    lines.add(
        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(TAB)));
    for (R each : records) {
      List<String> cells = new ArrayList<>();
      for (RecordComponent component : components) {
        cells.add(text(value(component, each)));
      }
      lines.add(String.join(TAB, cells));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /** Returns the records of {@code file}, or an empty list if there is no such file. */
  static <R extends Record> List<R> read(Path file, Class<R> type) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<R> records = new ArrayList<>();
    Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#"))
        .skip(1) // the names
        .forEach(line -> records.add(parse(file, line, type)));
    return records;
  }

  static List<String> comments(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2))
        .toList();
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.3f", number);
    }
    String text = value.toString();
    if (text.contains(TAB) || text.contains("\n")) {
      throw new IllegalArgumentException("a cell must be one line without tabs: " + text);
    }
    return text;
  }

  private static <R extends Record> R parse(Path file, String line, Class<R> type) {
    String[] cells = line.split(TAB, -1);
    RecordComponent[] components = type.getRecordComponents();
    if (cells.length != components.length) {
      throw new IllegalArgumentException(
          file
              + " has a line of "
              + cells.length
              + " cells, not "
              + components.length
              + ": "
              + line);
    }
    Class<?>[] types = new Class<?>[cells.length];
    Object[] values = new Object[cells.length];
    for (int i = 0; i < cells.length; i++) {
      types[i] = components[i].getType();
      values[i] = parse(cells[i], types[i]);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be created", e);
    }
  }

  private static Object parse(String cell, Class<?> type) {
    if (type == int.class) {
      return Integer.valueOf(cell);
    }
    if (type == long.class) {
      return Long.valueOf(cell);
    }
    if (type == double.class) {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
    if (type == boolean.class) {
      return Boolean.valueOf(cell);
    }
    return cell;
  }
}
