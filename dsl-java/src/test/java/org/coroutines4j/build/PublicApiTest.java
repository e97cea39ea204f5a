package org.coroutines4j.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kotlin.Unit;
import kotlinx.coroutines.Job;
import org.coroutines4j.Async;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.testkit.PublicSignatures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of the module need not know a single Kotlin type. */
@Tag("once")
class PublicApiTest {

  @Test
  void publicSignatures_nameOnlyTypesOfTheApi() throws Exception {
    var output = Path.of(Async.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var classes = PublicSignatures.visibleClassesIn(output, Async.class.getClassLoader());

    List<Class<?>> api =
        classes.stream().filter(PublicApiTest::isApi).<Class<?>>map(c -> c).toList();

    assertThat(api).contains(Async.class, AsyncFlow.class).hasSizeLessThan(classes.size());
    assertThat(PublicSignatures.find(PublicApiTest::isHidden, api)).isEmpty();
  }

  @Test
  void staticMethod_sharesNoNameWithInstanceMethods() throws Exception {
    var output = Path.of(Async.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> api =
        PublicSignatures.visibleClassesIn(output, Async.class.getClassLoader()).stream()
            .filter(PublicApiTest::isApi)
            .<Class<?>>map(c -> c)
            .toList();

    assertThat(api).contains(AsyncFlow.class).flatMap(PublicApiTest::doubles).isEmpty();
    assertThat(doubles(Double.class)).contains("java.lang.Double.toString");
  }

  /** A reference such as {@code Double::toString} to both kinds is ambiguous. */
  private static List<String> doubles(Class<?> type) {
    Set<String> ofInstances =
        Arrays.stream(type.getMethods())
            .filter(m -> !Modifier.isStatic(m.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());
    return Arrays.stream(type.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && ofInstances.contains(m.getName()))
        .map(m -> type.getName() + "." + m.getName())
        .toList();
  }

  private static boolean isApi(Class<?> type) {
    return !type.getName().startsWith("org.coroutines4j.internal.");
  }

  private static boolean isHidden(Class<?> type) {
    return isKotlin(type) || !isApi(type) || type.getName().startsWith("org.coroutines4j.runtime.");
  }

  private static boolean isKotlin(Class<?> type) {
    return type.getName().startsWith("kotlin.") || type.getName().startsWith("kotlinx.");
  }

  @Test
  void findsKotlinTypes() {
    assertThat(PublicSignatures.find(PublicApiTest::isKotlin, List.of(Leaky.class)))
        .containsExactly(
            Leaky.class.getName() + ".job returns kotlin.Unit",
            Leaky.class.getName() + ".job takes kotlinx.coroutines.Job");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        InArgument.class,
        InArray.class,
        InBound.class,
        InConstructor.class,
        InField.class,
        InGenericArray.class,
        InInheritedMember.class,
        InLowerBound.class,
        InMethodBound.class,
        InParameter.class,
        InPermits.class,
        InProtectedMethod.class,
        InRecord.class,
        InReturn.class,
        InSuperclass.class,
        InSupertypeArgument.class,
        InSupertypeOfSupertype.class,
        InThrows.class,
      })
  void findsAnUnwantedTypeWhereverItStands(Class<?> leaky) {
    assertThat(PublicSignatures.find(Unwanted.class::equals, List.of(leaky))).isNotEmpty();
  }

  @Test
  void leavesHiddenMembersAlone() {
    assertThat(PublicSignatures.find(Unwanted.class::equals, List.of(Clean.class))).isEmpty();
  }

  @Test
  void aFolderWithoutClassesIsAnError(@TempDir Path empty) {
    assertThatThrownBy(() -> PublicSignatures.visibleClassesIn(empty, getClass().getClassLoader()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** A mistake that the check must find. */
  public interface Leaky {
    Unit job(Job job);
  }

  /** Stands for a Kotlin type where Java source could not name one. */
  @SuppressWarnings("serial")
  public static non-sealed class Unwanted extends RuntimeException implements InPermits {}

  public interface InArgument {
    List<? extends Map<String, Unwanted>> get();
  }

  public interface InArray {
    Unwanted[][] get();
  }

  public interface InBound<T extends Comparable<T> & Supplier<Unwanted>> {}

  public static class InConstructor {
    protected InConstructor(Unwanted unwanted) {}
  }

  public static class InField {
    protected Unwanted field;
  }

  public interface InGenericArray {
    List<Unwanted>[] get();
  }

  static class Hidden {
    public void set(Unwanted unwanted) {}
  }

  public static class InInheritedMember extends Hidden {}

  public interface InLowerBound {
    void set(List<? super Unwanted> list);
  }

  public interface InMethodBound {
    <T extends Unwanted> void set(List<T> list);
  }

  public interface InParameter {
    void set(Unwanted unwanted);
  }

  public sealed interface InPermits permits Unwanted {}

  public static class InProtectedMethod {
    protected void set(Unwanted unwanted) {}
  }

  public record InRecord(Callable<Unwanted> callable) {}

  public interface InReturn {
    Unwanted get();
  }

  public static class InSuperclass extends Unwanted {
    private static final long serialVersionUID = 1;
  }

  public interface InSupertypeArgument extends Supplier<Unwanted> {}

  public static class InSupertypeOfSupertype extends InSuperclass {
    private static final long serialVersionUID = 1;
  }

  public interface InThrows {
    void run() throws Unwanted;
  }

  /** Users see nothing of what it uses. */
  public static class Clean {
    private Unwanted field;

    Clean(Unwanted field) {
      this.field = field;
    }

    Unwanted get() {
      return field;
    }

    private void set(Unwanted field) {
      this.field = field;
    }

    /** Calls the private method. */
    public void clear() {
      set(null);
    }
  }
}
