package org.coroutines4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Guards that each of our classes links against each supported pair of kotlinx.coroutines and
 * Kotlin's standard library, and against the oldest supported JUnit: what it refers to exists, and
 * it implements what it must.
 */
class LinkTest {
  private static final Path LIBRARIES = Path.of(System.getProperty("libraries"));

  private static Library library(String kotlinx, String kotlin) throws IOException {
    return new Library(
        List.of("kotlin/", "kotlinx/"),
        List.of(
            LIBRARIES.resolve("kotlinx-coroutines-core-jvm-" + version(kotlinx) + ".jar"),
            LIBRARIES.resolve("kotlin-stdlib-" + version(kotlin) + ".jar")));
  }

  private static String version(String property) {
    return System.getProperty(property);
  }

  @ParameterizedTest
  @CsvSource({
    "kotlinx.oldest, kotlin.oldest",
    "kotlinx.middle, kotlin.middle",
    "kotlinx, kotlin",
    "kotlinx, kotlin.newest"
  })
  void everyReferenceResolves(String kotlinx, String kotlin) throws Exception {
    Library library = library(kotlinx, kotlin);
    List<ClassNode> ours = OurClasses.all();
    library.add(ours);
    List<String> problems = new ArrayList<>();
    ours.forEach(node -> problems.addAll(library.problems(node)));
    assertThat(problems).as("with %s and %s", version(kotlinx), version(kotlin)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"junit.oldest", "junit"})
  void everyReferenceToJUnit_resolves(String junit) throws Exception {
    Library library =
        new Library(
            List.of("org/junit/jupiter/api/"),
            List.of(LIBRARIES.resolve("junit-jupiter-api-" + version(junit) + ".jar")));
    List<ClassNode> ours = OurClasses.all();
    library.add(ours);
    List<String> problems = new ArrayList<>();
    ours.forEach(node -> problems.addAll(library.problems(node)));
    assertThat(problems).as("with %s", version(junit)).isEmpty();
  }

  /** The check itself: what is missing in the oldest versions and there in the newest is found. */
  @Test
  void missingNames_areFound() throws Exception {
    ClassNode user = new ClassNode();
    user.name = "user/Program";
    user.superName = "java/lang/Object";
    user.interfaces.add("kotlinx/coroutines/DisposableHandle");
    MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "main", "()V", null, null);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "kotlin/coroutines/jvm/internal/SpillingKt",
        "nullOutSpilledVariable",
        "(Ljava/lang/Object;)Ljava/lang/Object;",
        false);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "kotlinx/coroutines/Job",
        "invokeOnCompletion$default",
        "(Lkotlinx/coroutines/Job;ZZLkotlin/jvm/functions/Function1;ILjava/lang/Object;)Lkotlinx/coroutines/DisposableHandle;",
        true);
    method.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, "kotlinx/coroutines/Job", "isActive", "()Z", true);
    user.methods.add(method);
    assertThat(library("kotlinx.oldest", "kotlin.oldest").problems(user))
        .containsExactly(
            "user/Program refers to the missing class kotlin/coroutines/jvm/internal/SpillingKt",
            "user/Program refers to the missing member static kotlinx/coroutines/Job"
                + ".invokeOnCompletion$default(Lkotlinx/coroutines/Job;ZZLkotlin/jvm/functions/Function1;"
                + "ILjava/lang/Object;)Lkotlinx/coroutines/DisposableHandle;");
    Library newest = library("kotlinx", "kotlin");
    newest.add(List.of(user));
    assertThat(newest.problems(user))
        .containsExactly(
            "user/Program does not implement kotlinx/coroutines/DisposableHandle.dispose()V");
  }
}
