package org.coroutines4j.samples.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Configures HTTP basic authentication for all requests but those for the health. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  // region security
  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .httpBasic(Customizer.withDefaults())
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterAfter(new UserInLog(), AuthorizationFilter.class)
        .build();
  }

  // endregion

  /** Returns one user, whose password is not hashed: bcrypt would cost 100 ms for each request. */
  @Bean
  UserDetailsService users(
      @Value("${spring.security.user.name}") String name,
      @Value("${spring.security.user.password}") String password) {
    return asked -> {
      if (!asked.equals(name)) {
        throw new UsernameNotFoundException("there is no user " + asked);
      }
      return User.withUsername(name).password("{noop}" + password).roles("CUSTOMER").build();
    };
  }
}
