package org.coroutines4j.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Reads the class files of a jar or of a folder. */
final class ClassFiles {
  private ClassFiles() {}

  static List<ClassNode> in(Path place) throws IOException {
    List<ClassNode> classes = new ArrayList<>();
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(f -> isClass(f.toString())).toList()) {
          classes.add(parse(Files.readAllBytes(file)));
        }
      }
    } else {
      try (JarFile jar = new JarFile(place.toFile())) {
        jar.stream()
            .filter(entry -> isClass(entry.getName()) && !entry.getName().startsWith("META-INF"))
            .forEach(
                entry -> {
                  try (InputStream bytes = jar.getInputStream(entry)) {
                    classes.add(parse(bytes.readAllBytes()));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    }
    return classes;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  private static ClassNode parse(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return node;
  }
}
