package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import org.junit.jupiter.api.Test;

/** Guards that the tables are complete. */
class TablesTest {
  @Test
  void everyPublicMember_isInATable_once() {
    assertThat(Tables.members().map(member -> member.executable))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(50)
        .containsExactlyInAnyOrderElementsOf(PublicMembers.all());
  }

  @Test
  void everyArgument_isTriedWithBadInput() {
    assertThat(Tables.members().flatMap(member -> member.missing().stream())).isEmpty();
  }

  @Test
  void unlistedArgument_isFound() throws Exception {
    Executable method = Sample.class.getMethod("take", String.class, int.class, Object[].class);
    Member member = new Member(method).nulls("text", w -> {});

    assertThat(member.missing())
        .containsExactly(
            "Sample.take(String, int, Object[]): an element of more",
            "Sample.take(String, int, Object[]): count",
            "Sample.take(String, int, Object[]): more");
  }

  @Test
  void emptyRow_isFound() throws Exception {
    assertThat(new Member(Sample.class.getMethod("none")).missing()).hasSize(1);
  }

  /** Some public members. */
  public interface Sample {
    void take(String text, int count, Object... more);

    void none();
  }
}
