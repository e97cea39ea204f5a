package shop;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import org.coroutines4j.spring.boot.test.VirtualTimeTest;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Guards that beans of an application can be tested in virtual time. */
// region reminders
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@VirtualTimeTest
class RemindersTest {
  @Autowired Reminders reminders; // has been given the default ServiceScope

  @Test
  void reminders_areSentOnThreeDays(TestScope test) { // three days, in some milliseconds
    reminders.remind("ada");
    delay(ofHours(49));
    assertThat(reminders.sent).containsExactly("ada, day 1", "ada, day 2");
    delay(ofHours(24));
    assertThat(reminders.sent).containsExactly("ada, day 1", "ada, day 2", "ada, day 3");
  }

  // endregion

  @BeforeEach
  void clear() {
    reminders.sent.clear();
  }

  @Test
  void nextTest_hasAScopeOfItsOwn(TestScope test) {
    reminders.remind("grace");
    delay(ofHours(25));
    assertThat(reminders.sent).containsExactly("grace, day 1"); // the rest is cancelled
  }

  @Test
  void testWithoutVirtualTime_hasAScopeToo() {
    reminders.remind("joan");
    assertThat(reminders.sent).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Reminders.class)
  static class Application {}
}
