package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.supervisorScope;

import java.util.List;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.LoggedWarning;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Test;

/** Guards that the warnings of integrations look like those of the library. */
class IntegrationWarningTest {
  private static LoggedWarning last() {
    List<LoggedWarning> warnings = Diagnostics.warnings();
    return warnings.get(warnings.size() - 1);
  }

  @Test
  void warning_ofATask_hasItsPathAndId() {
    try (CapturedLog log = new CapturedLog()) {
      supervisorScope()
          .named("shop")
          .run(
              scope ->
                  scope.named("ship").launch(() -> Diagnostics.warn("SHOP-17", "no\ntea")).join());
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .matches(
              "SHOP-17 \\[shop/ship #\\d+]: no\\\\u000atea|SHOP-17 \\[shop/ship #\\d+]: no\\\\ntea");
    }
    assertThat(last().code()).isEqualTo("SHOP-17");
    assertThat(last().task()).isEqualTo("shop/ship");
    assertThat(last().taskId()).isPositive();
  }

  @Test
  void warning_outsideATask_hasNone() {
    try (CapturedLog log = new CapturedLog()) {
      Diagnostics.warn("SHOP-18", "no milk");
      assertThat(log.wholeLines()).containsExactly("SHOP-18: no milk");
    }
    assertThat(last().task()).isEmpty();
    assertThat(last().text()).isEqualTo("no milk");
  }
}
