package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Guards that a task has the context of the code that starts it, and the next task has not. */
class ContextTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private static final int TASKS = 200;

  private final ConfigurableApplicationContext context =
      new SpringApplicationBuilder(Application.class)
          .web(WebApplicationType.NONE)
          .run("--spring.main.banner-mode=off", "--logging.level.root=warn");
  private final ServiceScope scope = context.getBean(ServiceScope.class);

  @AfterEach
  void close() {
    clear();
    context.close();
  }

  private static void set(String name) {
    MDC.put("user", name);
    LocaleContextHolder.setLocale(Locale.forLanguageTag(name));
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(name, "secret"));
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setAttribute("user", name);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
  }

  private static void clear() {
    MDC.clear();
    LocaleContextHolder.resetLocaleContext();
    SecurityContextHolder.clearContext();
    RequestContextHolder.resetRequestAttributes();
  }

  /** What the code of a task sees. */
  private static List<String> seen() {
    List<String> names = new ArrayList<>();
    names.add(String.valueOf(MDC.get("user")));
    names.add(
        LocaleContextHolder.getLocaleContext() == null
            ? "null"
            : LocaleContextHolder.getLocale().getLanguage());
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    names.add(authentication == null ? "null" : authentication.getName());
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    names.add(
        request == null
            ? "null"
            : String.valueOf(request.getAttribute("user", RequestAttributes.SCOPE_REQUEST)));
    return names;
  }

  @Test
  void task_hasTheContextOfItsStarter() {
    set("ada");
    assertThat(scope.async(ContextTest::seen).await()).containsExactly("ada", "ada", "ada", "ada");
  }

  @Test
  void childTask_hasTheContextToo() {
    set("ada");
    assertThat(scope.async(() -> Async.gather(ContextTest::seen, ContextTest::seen)).await())
        .allSatisfy(each -> assertThat(each).containsExactly("ada", "ada", "ada", "ada"));
  }

  @Test
  void nextTask_onTheSameThread_hasNoContext() {
    for (int i = 0; i < TASKS; i++) {
      String name = "user" + (char) ("a".charAt(0) + i % 26);
      set(name);
      assertThat(scope.async(ContextTest::seen).await()).containsOnly(name).hasSize(4);
      clear();
      assertThat(scope.async(ContextTest::seen).await()).containsOnly("null").hasSize(4);
    }
  }

  @Test
  void task_thatChangesItsContext_changesNoOther() {
    for (int i = 0; i < TASKS; i++) {
      scope.launch(() -> set("changed")).join();
      assertThat(scope.async(ContextTest::seen).await()).containsOnly("null").hasSize(4);
    }
    assertThat(seen()).containsOnly("null");
  }
}
