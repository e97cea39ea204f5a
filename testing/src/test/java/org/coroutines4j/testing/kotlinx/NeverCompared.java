package org.coroutines4j.testing.kotlinx;

/** A value that a flow may only pass on: it cannot be compared, hashed or printed. */
final class NeverCompared {
  @Override
  public boolean equals(Object other) {
    throw new UnsupportedOperationException("equals");
  }

  @Override
  public int hashCode() {
    throw new UnsupportedOperationException("hashCode");
  }

  @Override
  public String toString() {
    throw new UnsupportedOperationException("toString");
  }
}
