package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table of Markdown: the first row has the headings, and the second one the dashes. */
record Table(List<List<String>> rows) {
  static Table parse(String text) {
    return new Table(
        text.lines()
            .map(line -> line.substring(1, line.length() - 1).split("\\|", -1))
            .map(cells -> Arrays.stream(cells).map(String::strip).toList())
            .toList());
  }

  /** Returns this table with other values in a column: those of the rows with these first cells. */
  Table with(String column, Map<String, String> values) {
    int at = rows.get(0).indexOf(column);
    assertThat(at).as("the column " + column).isPositive();
    assertThat(rows.stream().skip(2).map(row -> row.get(0)))
        .containsExactlyElementsOf(values.keySet());
    List<List<String>> changed = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      if (values.containsKey(row.get(0))) {
        cells.set(at, values.get(row.get(0)));
      }
      changed.add(cells);
    }
    return new Table(changed);
  }

  @Override
  public String toString() {
    return rows.stream()
        .map(row -> "| " + String.join(" | ", row) + " |\n")
        .collect(Collectors.joining());
  }
}
