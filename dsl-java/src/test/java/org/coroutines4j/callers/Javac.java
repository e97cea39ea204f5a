package org.coroutines4j.callers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
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
final class Javac implements AutoCloseable {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  /** One for each release, since it remembers which JDK's classes it shows. */
  private final Map<Integer, StandardJavaFileManager> files = new HashMap<>();

  private final Path output;

  Javac(Path output) {
    this.output = output;
  }

  /** What the compiler has to say; nothing, if the source is good. */
  List<Diagnostic<? extends JavaFileObject>> compile(int release, String className, String source) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "--release",
            "" + release,
            "-Xlint:all",
            "-Werror",
            "-proc:none",
            "-d",
            output.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean good =
        compiler
            .getTask(
                null,
                files.computeIfAbsent(
                    release, r -> compiler.getStandardFileManager(null, null, null)),
                found,
                options,
                null,
                List.of(new Source(className, source)))
            .call();
    if (good != found.getDiagnostics().isEmpty()) {
      throw new IllegalStateException("javac says " + good + " and " + found.getDiagnostics());
    }
    return found.getDiagnostics();
  }

  @Override
  public void close() {
    for (StandardJavaFileManager manager : files.values()) {
      try {
        manager.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
