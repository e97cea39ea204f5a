package org.coroutines4j.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The links between the pages of a site in a folder, except those of its javadoc. */
record Links(Path root, Map<String, Document> pages) {
  static Links in(Path root) throws IOException {
    Map<String, Document> pages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".html")).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith("api/")) {
          pages.put(name, Jsoup.parse(file, "UTF-8", "http://site/" + name));
        }
      }
    }
    return new Links(root, pages);
  }

  /** Returns the links that lead to no file of the site, or to no element of a page. */
  List<String> broken() {
    Map<String, Set<String>> ids = new TreeMap<>();
    pages.forEach(
        (name, page) ->
            ids.put(
                name, page.select("[id]").stream().map(Element::id).collect(Collectors.toSet())));
    Set<String> broken = new TreeSet<>();
    pages.forEach(
        (name, page) -> {
          for (Element link : page.select("a[href], img[src]")) {
            String target = link.absUrl(link.hasAttr("href") ? "href" : "src");
            if (target.startsWith("http://site/") && !exists(URI.create(target), ids)) {
              broken.add(name + ": " + target);
            }
          }
        });
    return List.copyOf(broken);
  }

  private boolean exists(URI target, Map<String, Set<String>> ids) {
    String name = target.getPath().substring(1);
    if (name.startsWith("api/") && !Files.exists(root.resolve("api"))) {
      return true; // this JDK makes no javadoc
    }
    String file = name.isEmpty() || name.endsWith("/") ? name + "index.html" : name;
    String anchor = target.getFragment();
    return Files.exists(root.resolve(file))
        && (anchor == null || ids.getOrDefault(file, Set.of()).contains(anchor));
  }

  /** Returns what pages load from other servers: scripts, styles, fonts and pictures. */
  Set<String> loadedFromElsewhere() {
    Set<String> loaded = new HashSet<>();
    for (Document page : pages.values()) {
      for (Element element : page.select("script[src], link[href], img[src], iframe[src]")) {
        String target = element.absUrl(element.hasAttr("src") ? "src" : "href");
        if (!target.startsWith("http://site/") && !target.startsWith("data:")) {
          loaded.add(target);
        }
      }
    }
    return loaded;
  }
}
