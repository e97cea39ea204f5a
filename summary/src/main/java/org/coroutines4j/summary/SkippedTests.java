package org.coroutines4j.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Lists the tests that a build has skipped, each with the reason, from the reports of Surefire.
 * Surefire itself tells only how many there are.
 */
public final class SkippedTests {
  private static final int DEPTH = 5;

  private final Instant begin;
  private final Map<String, Integer> skipped = new TreeMap<>();
  private int run;

  private SkippedTests(Instant begin) {
    this.begin = begin;
  }

  /** Takes the folder of the build, and when it began. */
  public static void main(String[] args) throws Exception {
    SkippedTests tests = new SkippedTests(Instant.parse(args[1]));
    for (Path report : tests.reports(Path.of(args[0]))) {
      tests.read(report);
    }
    System.out.print(tests.summary());
  }

  private List<Path> reports(Path root) throws IOException {
    PathMatcher report =
        root.getFileSystem().getPathMatcher("glob:**/target/surefire-reports*/TEST-*.xml");
    try (Stream<Path> files = Files.walk(root.toAbsolutePath(), DEPTH)) {
      return files.filter(report::matches).filter(this::isOfThisBuild).toList();
    }
  }

  private boolean isOfThisBuild(Path report) {
    try {
      return !Files.getLastModifiedTime(report).toInstant().isBefore(begin);
    } catch (IOException e) {
      return false;
    }
  }

  private void read(Path report) throws Exception {
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
    NodeList cases = suite.getElementsByTagName("testcase");
    run += cases.getLength();
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      NodeList reasons = test.getElementsByTagName("skipped");
      if (reasons.getLength() > 0) {
        String line = test.getAttribute("classname") + "." + test.getAttribute("name");
        skipped.merge(line + ": " + reason((Element) reasons.item(0)), 1, Integer::sum);
      }
    }
  }

  private static String reason(Element skipped) {
    String message = skipped.getAttribute("message");
    String text = message.isEmpty() ? skipped.getTextContent() : message;
    return text.lines().findFirst().orElse("no reason given");
  }

  private String summary() {
    int all = skipped.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder text = new StringBuilder();
    text.append("Tests run in all modules: ").append(run - all).append(", skipped: ").append(all);
    skipped.forEach(
        (test, times) ->
            text.append(System.lineSeparator())
                .append("  ")
                .append(test)
                .append(times > 1 ? " (" + times + " times)" : ""));
    return text.append(System.lineSeparator()).toString();
  }
}
