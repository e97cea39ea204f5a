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
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that every public member has a javadoc comment, and that the comment of a method opens
 * with a verb in the third person. The javadoc tool checks the rest.
 */
@Tag("once")
class JavadocTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Pattern VERB =
      Pattern.compile("(?!(?:This|Its|As|Is|Has|Values|Elements) )[A-Z][a-z]+s[ ,.:;]");

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

  @Test
  void commentsOfMethods_beginWithAVerb() throws IOException {
    assertThat(withoutVerb(MODULE.resolve("src/main/java"))).isEmpty();
    for (String sibling : List.of("dsl-kotlin", "testing")) {
      assertThat(withoutVerb(MODULE.resolveSibling(sibling).resolve("src/main/java"))).isEmpty();
    }
  }

  @Test
  void commentsWithoutAVerb_areFound(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("A.java"),
        """
        /** A class. */
        public class A {
          /** A field. */ public int field;
          /** Creates it. */ public A() {}
          /** A new one. */ public A(int i) {}
          /** Returns it. */ public int good() { return 1; }
          /** This is it. */ public int bad() { return 1; }
          /** Whether it is. */ public boolean badToo() { return true; }
        }
        /** Members of A. */
        abstract class Parent { /** One. */ public static void inherited() {} }
        """);
    assertThat(withoutVerb(folder))
        .containsExactly("A.<init>", "A.bad", "A.badToo", "Parent.inherited");
  }

  /**
   * Internal packages are for readers of the code, who need a comment only where the name fails.
   */
  private static boolean isForUsers(Path path) {
    return path.toString().endsWith(".java")
        && !path.toString().replace('\\', '/').contains("/coroutines4j/internal/");
  }

  private static List<String> undocumented(Path sources) throws IOException {
    return scan(sources, (member, comment) -> comment == null);
  }

  private static List<String> withoutVerb(Path sources) throws IOException {
    return scan(
        sources,
        (member, comment) ->
            member instanceof MethodTree
                && comment != null
                && !VERB.matcher(comment.strip()).lookingAt());
  }

  private static List<String> scan(Path sources, BiPredicate<Tree, @Nullable String> isWrong)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> wrong = new ArrayList<>();
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
        new Scanner(docs, isWrong, wrong).scan(unit, null);
      }
    }
    return wrong;
  }

  /**
   * Visits the members of public types that can be called from outside, except those that inherit
   * their comment.
   */
  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final BiPredicate<Tree, @Nullable String> isWrong;
    private final List<String> wrong;

    Scanner(DocTrees docs, BiPredicate<Tree, @Nullable String> isWrong, List<String> wrong) {
      this.docs = docs;
      this.isWrong = isWrong;
      this.wrong = wrong;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (isPublic(type.getModifiers()) || isParentOfPublic(type)) {
        check(type.getSimpleName().toString());
        super.visitClass(type, null);
      }
      return null;
    }

    /** The public members of such a class are members of its subclasses. */
    private boolean isParentOfPublic(ClassTree type) {
      return type.getModifiers().getFlags().contains(Modifier.ABSTRACT)
          && outerKind() == Tree.Kind.COMPILATION_UNIT;
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
      if (isWrong.test(getCurrentPath().getLeaf(), docs.getDocComment(getCurrentPath()))) {
        Tree outer = getCurrentPath().getParentPath().getLeaf();
        String prefix = outer instanceof ClassTree type ? type.getSimpleName() + "." : "";
        wrong.add(prefix + name);
      }
    }
  }
}
