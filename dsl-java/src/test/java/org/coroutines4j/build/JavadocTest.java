package org.coroutines4j.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every public member has a javadoc comment; the javadoc tool checks what stands in it. */
@Tag("once")
class JavadocTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  @Test
  void everyPublicMember_isDocumented() throws IOException {
    assertThat(undocumented(MODULE.resolve("src/main/java"))).isEmpty();
    for (String sibling : List.of("runtime", "dsl-kotlin")) {
      assertThat(undocumented(MODULE.resolveSibling(sibling).resolve("src/main/java"))).isEmpty();
    }
  }

  @Test
  void undocumentedMembers_areFound(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("A.java"),
        """
        /** Documented. */
        public class A {
          public int field;
          public void method() {}
          /** Documented. */ public A() {}
          protected interface Inner { int implicitlyPublic(); }
          private void notPublic() {}
          @Override public String toString() { return ""; }
        }
        class B { public void ofAPrivateClass() {} }
        """);
    assertThat(undocumented(folder))
        .containsExactly("A.field", "A.method", "A.Inner", "Inner.implicitlyPublic");
  }

  /**
   * Internal packages are for readers of the code, who need a comment only where the name fails.
   */
  private static boolean isForUsers(Path path) {
    return path.toString().endsWith(".java")
        && !path.toString().replace('\\', '/').contains("/coroutines4j/internal/");
  }

  private static List<String> undocumented(Path sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> missing = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(sources)) {
      List<Path> java = paths.filter(JavadocTest::isForUsers).sorted().toList();
      assertThat(java).isNotEmpty();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(java));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(docs, missing).scan(unit, null);
      }
    }
    return missing;
  }

  /**
   * Visits the members of public types that can be called from outside, except those that inherit
   * their comment.
   */
  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<String> missing;

    Scanner(DocTrees docs, List<String> missing) {
      this.docs = docs;
      this.missing = missing;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (isPublic(type.getModifiers())) {
        check(type.getSimpleName().toString());
        super.visitClass(type, null);
      }
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      boolean inherits =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
      if (isPublic(method.getModifiers()) && !inherits) {
        check(method.getName().toString());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void none) {
      if (isPublic(field.getModifiers()) && field.getType() != null && !isRecordComponent()) {
        check(field.getName().toString());
      }
      return null;
    }

    private boolean isRecordComponent() {
      return outerKind() == Tree.Kind.RECORD;
    }

    private Tree.Kind outerKind() {
      TreePath outer = getCurrentPath().getParentPath();
      return outer.getLeaf().getKind();
    }

    private boolean isPublic(ModifiersTree modifiers) {
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || (outerKind() == Tree.Kind.INTERFACE
              && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private void check(String name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        Tree outer = getCurrentPath().getParentPath().getLeaf();
        String prefix = outer instanceof ClassTree type ? type.getSimpleName() + "." : "";
        missing.add(prefix + name);
      }
    }
  }
}
