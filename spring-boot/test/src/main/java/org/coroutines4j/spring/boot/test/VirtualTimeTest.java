package org.coroutines4j.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.coroutines4j.testing.VirtualTimeExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Import;

/**
 * Runs the test methods of a {@code @SpringBootTest} in virtual time, if they have a parameter of
 * type {@link org.coroutines4j.testing.TestScope}. The default scope of the application, which its
 * beans have been given, is then one of the test: its tasks are in virtual time too, and are
 * cancelled at the end of the test.
 *
 * <p>The time of a web server is real. Use a test without one, such as
 * {@code @SpringBootTest(webEnvironment = NONE)}. Scopes that the application opens itself, before
 * the test, are in real time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith({VirtualTimeExtension.class, ScopeOfTestExtension.class})
@Import(ScopeOfTest.class)
public @interface VirtualTimeTest {}
