package org.coroutines4j.callers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler of the running JDK, as strict as it can be, on the class path of the tests. */
final class Javac {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Path output;

  Javac(Path output) {
    this.output = output;
  }

  /**
   * Compiles all in one run, which is much faster, and returns what the compiler says of each:
   * nothing of a good one.
   */
  Map<Snippet, List<Diagnostic<?>>> compile(int release, Collection<Snippet> snippets)
      throws IOException {
    List<String> options =
        List.of(
            "--release",
            "" + release,
            "-Xlint:all",
            "-Werror",
            "-Xmaxerrs",
            "10000",
            "-Xmaxwarns",
            "10000",
            "-proc:none",
            "-d",
            output.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    List<Source> sources = snippets.stream().map(Source::new).toList();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean good = compiler.getTask(null, files, found, options, null, sources).call();
      if (good != found.getDiagnostics().isEmpty()) {
        throw new IllegalStateException("javac says " + good + " and " + found.getDiagnostics());
      }
    }
    return bySnippet(sources, found.getDiagnostics());
  }

  private static Map<Snippet, List<Diagnostic<?>>> bySnippet(
      List<Source> sources, List<Diagnostic<? extends JavaFileObject>> found) {
    Map<Snippet, List<Diagnostic<?>>> result = new HashMap<>();
    sources.forEach(source -> result.put(source.snippet, new ArrayList<>()));
    for (Diagnostic<? extends JavaFileObject> diagnostic : found) {
      JavaFileObject about = diagnostic.getSource();
      if (diagnostic.getCode().equals("compiler.err.warnings.and.werror")
          || diagnostic.getCode().equals("compiler.note.compressed.diags")) {
        continue; // the warnings and errors are there too
      }
      Source source =
          sources.stream()
              .filter(candidate -> about != null && candidate.toUri().equals(about.toUri()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(diagnostic.toString()));
      result.get(source.snippet).add(diagnostic);
    }
    return result;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final Snippet snippet;

    Source(Snippet snippet) {
      super(URI.create("string:///" + snippet.className() + Kind.SOURCE.extension), Kind.SOURCE);
      this.snippet = snippet;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return snippet.source();
    }
  }
}
