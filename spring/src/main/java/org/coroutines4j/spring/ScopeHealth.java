package org.coroutines4j.spring;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.ServiceScopeSnapshot;

/**
 * The state of service scopes, for a health indicator.
 *
 * @param open whether all scopes take tasks
 * @param details the number of active and queued tasks of each scope, by its name
 */
public record ScopeHealth(boolean open, Map<String, Object> details) {
  /** Creates a state. */
  public ScopeHealth {
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** Returns the present state of {@code scopes}, a map of names to scopes. Never waits. */
  public static ScopeHealth of(Map<String, ServiceScope> scopes) {
    boolean open = true;
    Map<String, Object> details = new TreeMap<>();
    for (Map.Entry<String, ServiceScope> each : scopes.entrySet()) {
      ServiceScopeSnapshot now = each.getValue().snapshot();
      open &= now.open();
      details.put(
          each.getKey(),
          Map.of("open", now.open(), "active", now.active(), "queued", now.queued()));
    }
    return new ScopeHealth(open, details);
  }
}
