package org.coroutines4j.samples.spring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the backends have said of an item.
 *
 * @param item the item
 * @param parts the answers, by the name of the backend
 * @param missing why there is no answer, by the name of the backend
 */
record Quote(String item, Map<String, String> parts, Map<String, String> missing) {
  /**
   * The answer of one backend.
   *
   * @param backend its name
   * @param text the answer, or why there is none
   * @param answered whether there is an answer
   */
  record Part(String backend, String text, boolean answered) {}

  static Quote of(String item, List<Part> all) {
    Map<String, String> parts = new TreeMap<>();
    Map<String, String> missing = new TreeMap<>();
    for (Part part : all) {
      (part.answered() ? parts : missing).put(part.backend(), part.text());
    }
    return new Quote(item, parts, missing);
  }
}
