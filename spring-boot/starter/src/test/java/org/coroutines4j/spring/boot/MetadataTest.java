package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Guards that editors are told of each property of the starter, with its type and default. */
class MetadataTest {
  /** What the records say: the type and the default of each property. */
  private static void add(Class<?> type, String prefix, Map<String, String> properties) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name =
          prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (component.getType().isRecord()) {
        add(component.getType(), name + ".", properties);
      } else {
        DefaultValue value = component.getAccessor().getAnnotation(DefaultValue.class);
        if (value == null) {
          value = parameterDefault(type, component);
        }
        properties.put(
            name, boxed(component.getType()) + " " + (value == null ? "" : value.value()[0]));
      }
    }
  }

  private static DefaultValue parameterDefault(Class<?> type, RecordComponent component) {
    for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
      if (parameter.getName().equals(component.getName())) {
        return parameter.getAnnotation(DefaultValue.class);
      }
    }
    return null;
  }

  private static String boxed(Class<?> type) {
    return type == boolean.class ? Boolean.class.getName() : type.getName();
  }

  private static Map<String, String> metadata() throws Exception {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(
                MetadataTest.class.getResourceAsStream(
                    "/META-INF/spring-configuration-metadata.json")),
            StandardCharsets.UTF_8)) {
      Map<String, String> properties = new TreeMap<>();
      for (JsonElement each :
          JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("properties")) {
        JsonObject property = each.getAsJsonObject();
        assertThat(property.get("description").getAsString()).endsWith(".");
        JsonElement value = property.get("defaultValue");
        properties.put(
            property.get("name").getAsString(),
            property.get("type").getAsString() + " " + (value == null ? "" : value.getAsString()));
      }
      return properties;
    }
  }

  @Test
  void metadata_hasEachProperty() throws Exception {
    Map<String, String> properties = new TreeMap<>();
    add(CoroutinesProperties.class, "coroutines4j.", properties);
    assertThat(properties).hasSizeGreaterThan(10);
    assertThat(metadata()).isEqualTo(properties);
  }
}
