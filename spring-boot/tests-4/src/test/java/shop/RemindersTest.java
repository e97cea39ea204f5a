package shop;

// region imports
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import org.coroutines4j.spring.boot.test.VirtualTimeTest;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

// endregion

// region reminders
/** Guards that beans of an application can be tested in virtual time. */
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
}
// endregion
