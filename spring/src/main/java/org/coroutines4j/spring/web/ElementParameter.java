package org.coroutines4j.spring.web;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * A parameter as if it had the type of what is read for it: some converters ask it for its type.
 */
final class ElementParameter extends MethodParameter {
  private final ResolvableType type;

  ElementParameter(MethodParameter parameter, ResolvableType type) {
    super(parameter);
    this.type = type;
  }

  @Override
  public Class<?> getParameterType() {
    return type.resolve(Object.class);
  }

  @Override
  public Type getGenericParameterType() {
    return type.getType();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ElementParameter that
        && super.equals(that)
        && type.equalsType(that.type);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public MethodParameter clone() {
    return new ElementParameter(this, type);
  }
}
