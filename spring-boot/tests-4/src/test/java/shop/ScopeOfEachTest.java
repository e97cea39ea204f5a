package shop;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import org.coroutines4j.spring.boot.test.VirtualTimeTest;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Guards that each test has a default scope of its own, whose tasks end with the test. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@VirtualTimeTest
class ScopeOfEachTest {
  @Autowired Reminders reminders;

  @BeforeEach
  @AfterEach // the context, and so the bean, is that of other tests too
  void clear() {
    reminders.sent.clear();
  }

  @RepeatedTest(2)
  void test_beginsAtZero_withoutTheTasksOfOthers(TestScope test) {
    reminders.remind("grace");
    delay(ofHours(25));
    assertThat(reminders.sent).containsExactly("grace, day 1"); // the rest is cancelled
  }

  @Test
  void test_withoutVirtualTime_hasAScopeToo() {
    reminders.remind("joan");
    assertThat(reminders.sent).isEmpty();
  }
}
