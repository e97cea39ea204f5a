package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.coroutines4j.Diagnostics;

/** A parsed dump of this JVM, for tests. */
record Dump(List<JsonNode> nodes) {
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(Path.of("../docs/public/task-tree.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a dump, and checks it against the schema. */
  static Dump take(boolean withStacks) {
    String json = Diagnostics.dumpJson(withStacks);
    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    List<JsonNode> nodes = new ArrayList<>();
    addAll(parse(json), nodes);
    return new Dump(nodes);
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addAll(JsonNode trees, List<JsonNode> nodes) {
    for (JsonNode tree : trees) {
      nodes.add(tree);
      addAll(tree.get("children"), nodes);
    }
  }

  /** Returns the only node with this name. */
  JsonNode node(String name) {
    List<JsonNode> found = nodes.stream().filter(named(name)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  boolean has(String name, Predicate<JsonNode> condition) {
    return nodes.stream().anyMatch(named(name).and(condition));
  }

  private static Predicate<JsonNode> named(String name) {
    return node -> node.get("name").asText().equals(name);
  }
}
