package org.coroutines4j.compatibility;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Collects what a class refers to by name: what the JVM looks up when the class is linked or runs.
 */
final class References {
  /** A field or method, as the constant pool names it. */
  record Member(String owner, String name, String descriptor, boolean isStatic, boolean isField) {
    @Override
    public String toString() {
      return (isStatic ? "static " : "") + owner + "." + name + (isField ? ":" : "") + descriptor;
    }
  }

  final Set<String> types = new LinkedHashSet<>();
  final Set<Member> members = new LinkedHashSet<>();

  References(ClassNode of) {
    type(of.superName);
    of.interfaces.forEach(this::type);
    for (MethodNode method : of.methods) {
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        type(block.type);
      }
      for (AbstractInsnNode instruction : method.instructions) {
        add(instruction);
      }
    }
  }

  private void add(AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      type(call.owner);
      boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
      members.add(new Member(call.owner, call.name, call.desc, isStatic, false));
    } else if (instruction instanceof FieldInsnNode access) {
      type(access.owner);
      boolean isStatic =
          access.getOpcode() == Opcodes.GETSTATIC || access.getOpcode() == Opcodes.PUTSTATIC;
      members.add(new Member(access.owner, access.name, access.desc, isStatic, true));
    } else if (instruction instanceof TypeInsnNode use) {
      type(use.desc);
    } else if (instruction instanceof LdcInsnNode constant) {
      constant(constant.cst);
    } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
      descriptor(dynamic.desc);
      constant(dynamic.bsm);
      for (Object argument : dynamic.bsmArgs) {
        constant(argument);
      }
    }
  }

  private void constant(Object constant) {
    if (constant instanceof Handle handle) {
      type(handle.getOwner());
      boolean isField = handle.getTag() <= Opcodes.H_PUTSTATIC;
      boolean isStatic =
          handle.getTag() == Opcodes.H_INVOKESTATIC
              || handle.getTag() == Opcodes.H_GETSTATIC
              || handle.getTag() == Opcodes.H_PUTSTATIC;
      members.add(
          new Member(handle.getOwner(), handle.getName(), handle.getDesc(), isStatic, isField));
    } else if (constant instanceof Type type) {
      descriptor(type.getDescriptor());
    } else if (constant instanceof ConstantDynamic dynamic) {
      constant(dynamic.getBootstrapMethod());
    }
  }

  /** A lambda is made for the types of its descriptor, so they are looked up. */
  private void descriptor(String descriptor) {
    Type type = Type.getType(descriptor);
    if (type.getSort() == Type.METHOD) {
      descriptor(type.getReturnType().getDescriptor());
      for (Type argument : type.getArgumentTypes()) {
        descriptor(argument.getDescriptor());
      }
    } else {
      type(type.getInternalName());
    }
  }

  private void type(String name) {
    if (name == null) {
      return;
    }
    if (!name.startsWith("[")) {
      types.add(name);
      return;
    }
    Type element = Type.getObjectType(name).getElementType();
    if (element.getSort() == Type.OBJECT) {
      types.add(element.getInternalName());
    }
  }
}
