package org.coroutines4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Executable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Guards that the reachability metadata for native-image names only what exists, and every class
 * that is loaded by name.
 */
class ReachabilityMetadataTest {
  private static final List<String> ARTIFACTS = List.of("coroutines4j-runtime", "coroutines4j");

  private static List<JsonObject> entries(String kind) throws IOException {
    List<JsonObject> entries = new ArrayList<>();
    for (String artifact : ARTIFACTS) {
      String name =
          "/META-INF/native-image/org.coroutines4j/" + artifact + "/reachability-metadata.json";
      try (InputStream file = ReachabilityMetadataTest.class.getResourceAsStream(name)) {
        assertThat(file).as(name).isNotNull();
        JsonObject root =
            JsonParser.parseReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                .getAsJsonObject();
        if (root.has(kind)) {
          root.getAsJsonArray(kind).forEach(entry -> entries.add(entry.getAsJsonObject()));
        }
      }
    }
    return entries;
  }

  private static Stream<JsonElement> stream(JsonArray array) {
    return array == null ? Stream.empty() : array.asList().stream();
  }

  private static List<String> types(JsonObject entry) {
    JsonElement type = entry.get("type");
    return type.isJsonObject()
        ? stream(type.getAsJsonObject().getAsJsonArray("proxy"))
            .map(JsonElement::getAsString)
            .toList()
        : List.of(type.getAsString());
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, ReachabilityMetadataTest.class.getClassLoader());
  }

  private static boolean isOfThreads(JsonObject entry) {
    return types(entry).get(0).startsWith("java.lang.Thread");
  }

  @Test
  void everyTypeMethodAndField_exists() throws Exception {
    List<JsonObject> entries = entries("reflection");
    assertThat(entries).hasSizeGreaterThan(2);
    for (JsonObject entry : entries) {
      if (isOfThreads(entry) && Runtime.version().feature() < 21) {
        continue; // virtual threads
      }
      load(entry.getAsJsonObject("condition").get("typeReached").getAsString());
      for (String name : types(entry)) {
        Class<?> type = load(name);
        List<String> methods =
            Stream.<Executable>concat(
                    Arrays.stream(type.getMethods()), Arrays.stream(type.getConstructors()))
                .map(ReachabilityMetadataTest::signature)
                .toList();
        assertThat(methods)
            .as(name)
            .containsAll(stream(entry.getAsJsonArray("methods")).map(this::signature).toList());
        for (JsonElement field : stream(entry.getAsJsonArray("fields")).toList()) {
          assertThat(type.getField(field.getAsJsonObject().get("name").getAsString())).isNotNull();
        }
      }
    }
  }

  private static String signature(Executable executable) {
    String name =
        executable instanceof java.lang.reflect.Constructor ? "<init>" : executable.getName();
    return name + Arrays.stream(executable.getParameterTypes()).map(Class::getTypeName).toList();
  }

  private String signature(JsonElement method) {
    JsonObject object = method.getAsJsonObject();
    return object.get("name").getAsString()
        + stream(object.getAsJsonArray("parameterTypes")).map(JsonElement::getAsString).toList();
  }

  @Test
  void everyResource_exists() throws IOException {
    List<JsonObject> entries = entries("resources");
    assertThat(entries).isNotEmpty();
    for (JsonObject entry : entries) {
      String name = "/" + entry.get("glob").getAsString();
      assertThat(ReachabilityMetadataTest.class.getResource(name)).as(name).isNotNull();
    }
  }

  @Test
  void everyClassThatIsLoadedByName_isNamed() throws Exception {
    Set<String> named = new TreeSet<>();
    for (JsonObject entry : entries("reflection")) {
      named.addAll(types(entry));
    }
    Set<String> loaded = new TreeSet<>();
    for (ClassNode node : OurClasses.all()) {
      if (instructions(node).anyMatch(ReachabilityMetadataTest::loadsByName)) {
        instructions(node)
            .filter(LdcInsnNode.class::isInstance)
            .map(instruction -> String.valueOf(((LdcInsnNode) instruction).cst))
            .filter(text -> text.matches("[a-z][\\w.]*\\.[A-Z][\\w$]*"))
            .forEach(loaded::add);
      }
    }
    assertThat(loaded).contains("java.lang.Thread$Builder$OfVirtual");
    assertThat(named).containsAll(loaded);
  }

  private static Stream<AbstractInsnNode> instructions(ClassNode node) {
    return node.methods.stream().flatMap((MethodNode m) -> Arrays.stream(m.instructions.toArray()));
  }

  private static boolean loadsByName(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals("java/lang/Class")
        && call.name.equals("forName");
  }
}
