package org.coroutines4j.testing.kotlinx;

import static java.util.Map.entry;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code ToMapCollectionSamplesTest}. Kotlin's {@code associate}, {@code
 * associateBy} and {@code associateWith} are {@code toMap}; those that fill an existing map, and
 * {@code groupBy}, are {@code collect} with a {@code Collector}.
 */
class ToMapCollectionSamplesTest {
  private record Person(String firstName, String lastName) {}

  private static final Person GRACE = new Person("Grace", "Hopper");
  private static final Person JACOB = new Person("Jacob", "Bernoulli");
  private static final Person JOHANN = new Person("Johann", "Bernoulli");

  private final AsyncFlow<Person> scientists = AsyncFlow.of(GRACE, JACOB, JOHANN);
  private final AsyncFlow<String> words = AsyncFlow.of("a", "abc", "ab", "def", "abcd");

  /** Puts entries into {@code target}; a later one replaces an earlier one with an equal key. */
  private static <T, K, V> Collector<T, ?, Map<K, V>> into(
      Map<K, V> target, Function<T, K> key, Function<T, V> value) {
    return Collectors.toMap(key, value, (before, newer) -> newer, () -> target);
  }

  @Test
  void associate_lastOfEqualKeys_isKept() {
    AsyncFlow<String> names = AsyncFlow.of("Grace Hopper", "Jacob Bernoulli", "Johann Bernoulli");
    runTest(
        test ->
            assertThat(
                    names.toMap(
                        name -> name.replaceFirst(".* ", ""), name -> name.replaceFirst(" .*", "")))
                .containsExactly(entry("Hopper", "Grace"), entry("Bernoulli", "Johann")));
  }

  @Test
  void associateBy_keepsTheValues() {
    runTest(
        test ->
            assertThat(scientists.toMap(Person::lastName))
                .containsExactly(entry("Hopper", GRACE), entry("Bernoulli", JOHANN)));
  }

  @Test
  void associateBy_withValueFunction_keepsItsResults() {
    runTest(
        test ->
            assertThat(scientists.toMap(Person::lastName, Person::firstName))
                .containsExactly(entry("Hopper", "Grace"), entry("Bernoulli", "Johann")));
  }

  @Test
  void associateByTo_fillsTheMap() {
    Map<String, Person> byLastName = new LinkedHashMap<>();
    runTest(
        test ->
            assertThat(scientists.collect(into(byLastName, Person::lastName, Function.identity())))
                .isSameAs(byLastName));
    assertThat(byLastName).containsExactly(entry("Hopper", GRACE), entry("Bernoulli", JOHANN));
  }

  @Test
  void associateByTo_withValueFunction_fillsTheMap() {
    Map<String, String> byLastName = new LinkedHashMap<>();
    runTest(
        test ->
            assertThat(scientists.collect(into(byLastName, Person::lastName, Person::firstName)))
                .isSameAs(byLastName));
    assertThat(byLastName).containsExactly(entry("Hopper", "Grace"), entry("Bernoulli", "Johann"));
  }

  @Test
  void associateTo_filledMap_keepsItsEntries() {
    Map<String, String> byLastName = new TreeMap<>(Map.of("Ada", "Lovelace"));
    runTest(
        test ->
            assertThat(scientists.collect(into(byLastName, Person::lastName, Person::firstName)))
                .isSameAs(byLastName));
    assertThat(byLastName)
        .containsExactly(
            entry("Ada", "Lovelace"), entry("Bernoulli", "Johann"), entry("Hopper", "Grace"));
  }

  @Test
  void associateWith_valuesAreTheKeys() {
    runTest(
        test ->
            assertThat(words.toMap(word -> word, String::length))
                .containsExactly(
                    entry("a", 1),
                    entry("abc", 3),
                    entry("ab", 2),
                    entry("def", 3),
                    entry("abcd", 4)));
  }

  @Test
  void associateWithTo_equalValues_areOneKey() {
    AsyncFlow<Person> twiceJacob = AsyncFlow.of(GRACE, JACOB, new Person("Jacob", "Bernoulli"));
    Map<Person, Integer> lengths = new LinkedHashMap<>();
    runTest(
        test ->
            assertThat(
                    twiceJacob.collect(
                        into(
                            lengths,
                            Function.identity(),
                            person -> person.firstName().length() + person.lastName().length())))
                .isSameAs(lengths));
    assertThat(lengths).containsExactly(entry(GRACE, 11), entry(JACOB, 14));
  }

  @Test
  void groupBy_keysAreInOrder() {
    runTest(
        test -> {
          Map<Integer, List<String>> byLength =
              words.collect(groupingBy(String::length, LinkedHashMap::new, toList()));
          assertThat(byLength)
              .containsExactly(
                  entry(1, List.of("a")),
                  entry(3, List.of("abc", "def")),
                  entry(2, List.of("ab")),
                  entry(4, List.of("abcd")));
        });
  }

  @Test
  void groupBy_withValueFunction_groupsItsResults() {
    record Member(String name, String team) {}
    AsyncFlow<Member> members =
        AsyncFlow.of(
            new Member("Alice", "Marketing"),
            new Member("Bob", "Sales"),
            new Member("Carol", "Marketing"));
    runTest(
        test -> {
          Map<String, List<String>> byTeam =
              members.collect(
                  groupingBy(Member::team, LinkedHashMap::new, mapping(Member::name, toList())));
          assertThat(byTeam)
              .containsExactly(
                  entry("Marketing", List.of("Alice", "Carol")), entry("Sales", List.of("Bob")));
        });
  }
}
