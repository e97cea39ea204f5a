package org.coroutines4j.internal.task;

import java.util.List;
import org.coroutines4j.LoggedWarning;

/** Prints warnings as JSON. */
public final class WarningsJson {
  private WarningsJson() {}

  public static String of(List<LoggedWarning> warnings) {
    StringBuilder json = new StringBuilder("[");
    for (LoggedWarning warning : warnings) {
      json.append(json.length() == 1 ? "{\"number\":" : ",{\"number\":").append(warning.number());
      json.append(",\"time\":\"").append(warning.time()).append("\",\"code\":");
      JsonText.quote(warning.code(), json);
      json.append(",\"task\":");
      JsonText.quote(warning.task(), json);
      json.append(",\"taskId\":").append(warning.taskId()).append(",\"text\":");
      JsonText.quote(warning.text(), json);
      json.append('}');
    }
    return json.append(']').toString();
  }
}
