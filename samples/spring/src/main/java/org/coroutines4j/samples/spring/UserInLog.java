package org.coroutines4j.samples.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the name of the user into the MDC, which the tasks of the request get too. */
final class UserInLog extends OncePerRequestFilter {
  static final String KEY = "user";

  // region filter
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Principal user = request.getUserPrincipal();
    MDC.put(KEY, user == null ? "-" : user.getName());
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(KEY);
    }
  }
  // endregion
}
