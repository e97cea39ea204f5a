package org.coroutines4j.compatibility;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coroutines4j.compatibility.References.Member;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A set of libraries in one version each, such as kotlinx.coroutines and Kotlin's standard library,
 * together with our classes. Names resolve as in the JVM (JVMS 5.4.3). The classes of the JDK are
 * those of this JVM.
 */
final class Library {
  private final Map<String, ClassNode> classes = new HashMap<>();

  /** The packages whose versions users choose: each name of them must be in the jars. */
  private final List<String> packages;

  Library(List<String> packages, List<Path> jars) throws IOException {
    this.packages = packages;
    for (Path jar : jars) {
      add(ClassFiles.in(jar));
    }
  }

  void add(List<ClassNode> more) {
    more.forEach(node -> classes.put(node.name, node));
  }

  private boolean isChosen(String type) {
    return packages.stream().anyMatch(type::startsWith);
  }

  /** Returns what the JVM would report when {@code user} is linked and run to its last line. */
  List<String> problems(ClassNode user) {
    List<String> problems = new ArrayList<>();
    References references = new References(user);
    for (String type : references.types) {
      if (isChosen(type) && !classes.containsKey(type)) {
        problems.add(user.name + " refers to the missing class " + type);
      }
    }
    for (Member member : references.members) {
      if (classes.containsKey(member.owner()) && !resolves(member)) {
        problems.add(user.name + " refers to the missing member " + member);
      }
    }
    if ((user.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0) {
      missing(user).forEach(method -> problems.add(user.name + " does not implement " + method));
    }
    return problems;
  }

  private boolean resolves(Member member) {
    return member.isField() ? hasField(member.owner(), member) : hasMethod(member.owner(), member);
  }

  private boolean hasField(String owner, Member wanted) {
    ClassNode node = classes.get(owner);
    if (node == null) {
      return owner != null && !isChosen(owner); // of the JDK
    }
    for (FieldNode field : node.fields) {
      if (field.name.equals(wanted.name()) && field.desc.equals(wanted.descriptor())) {
        return isStatic(field.access) == wanted.isStatic();
      }
    }
    return node.interfaces.stream().anyMatch(i -> hasField(i, wanted))
        || (node.superName != null && hasField(node.superName, wanted));
  }

  private boolean hasMethod(String owner, Member wanted) {
    ClassNode node = classes.get(owner);
    if (node == null) {
      return ofJdk(owner, wanted.name(), wanted.descriptor());
    }
    for (MethodNode method : node.methods) {
      if (method.name.equals(wanted.name()) && method.desc.equals(wanted.descriptor())) {
        return isStatic(method.access) == wanted.isStatic();
      }
    }
    if (wanted.name().equals("<init>")) {
      return false;
    }
    return (node.superName != null && hasMethod(node.superName, wanted))
        || node.interfaces.stream().anyMatch(i -> hasMethod(i, wanted));
  }

  /** Returns the abstract methods that {@code user} inherits without an implementation. */
  private List<String> missing(ClassNode user) {
    Map<String, String> required = new LinkedHashMap<>();
    require(user.name, required);
    return required.entrySet().stream()
        .filter(method -> !isImplemented(user.name, method.getKey()))
        .map(method -> method.getValue() + "." + method.getKey())
        .toList();
  }

  private void require(String type, Map<String, String> required) {
    ClassNode node = classes.get(type);
    if (node == null) {
      return;
    }
    for (MethodNode method : node.methods) {
      if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
        required.putIfAbsent(method.name + method.desc, type);
      }
    }
    if (node.superName != null) {
      require(node.superName, required);
    }
    node.interfaces.forEach(i -> require(i, required));
  }

  private boolean isImplemented(String type, String method) {
    ClassNode node = classes.get(type);
    if (node == null) {
      int descriptor = method.indexOf('(');
      return ofJdk(type, method.substring(0, descriptor), method.substring(descriptor));
    }
    boolean here =
        node.methods.stream()
            .anyMatch(
                m ->
                    (m.name + m.desc).equals(method)
                        && (m.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0);
    return here
        || (node.superName != null && isImplemented(node.superName, method))
        || node.interfaces.stream().anyMatch(i -> isImplemented(i, method));
  }

  private boolean ofJdk(String owner, String name, String descriptor) {
    if (owner == null || isChosen(owner)) {
      return false;
    }
    try {
      Class<?> type = Class.forName(owner.replace('/', '.'), false, Library.class.getClassLoader());
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        for (var method : at.getDeclaredMethods()) {
          if (method.getName().equals(name)
              && Type.getMethodDescriptor(method).equals(descriptor)) {
            return true;
          }
        }
      }
      for (var constructor : type.getDeclaredConstructors()) {
        if (name.equals("<init>")
            && Type.getConstructorDescriptor(constructor).equals(descriptor)) {
          return true;
        }
      }
      for (var method : type.getMethods()) {
        if (method.getName().equals(name) && Type.getMethodDescriptor(method).equals(descriptor)) {
          return true;
        }
      }
      return false;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean isStatic(int access) {
    return (access & Opcodes.ACC_STATIC) != 0;
  }
}
