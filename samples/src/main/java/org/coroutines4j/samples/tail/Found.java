package org.coroutines4j.samples.tail;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was in some lines.
 *
 * @param file which file, by its number
 * @param lines all of them
 * @param matches those that are looked for
 */
record Found(int file, List<String> lines, List<String> matches) {
  /** All lines match if there is no {@code grep}. */
  static Found in(int file, List<String> lines, @Nullable Pattern grep) {
    List<String> matches =
        grep == null ? lines : lines.stream().filter(line -> grep.matcher(line).find()).toList();
    return new Found(file, lines, matches);
  }

  Tally.Count count() {
    return new Tally.Count(lines.size(), matches.size());
  }
}
