package snip;

import java.io.IOException;

/**
 * Methods of foreign code, with every kind of parameter that a lambda or a method reference can
 * meet.
 */
public final class H {
  private H() {}

  /** A value, no exception. */
  public static String slow() {
    return "slow";
  }

  /** A value, a checked exception. */
  public static String slowIo() throws IOException {
    return "io";
  }

  /** No value, a checked exception. */
  public static void voidIo() throws IOException {}

  /** A value, any exception. */
  public static String risky(int n) throws Exception {
    return "risky " + n;
  }

  /** A value, overloaded. */
  public static int over() {
    return 0;
  }

  /** The overload. */
  public static int over(int n) {
    return n;
  }

  /** No value, overloaded. */
  public static void overVoid() {}

  /** The overload. */
  public static void overVoid(int n) {}

  /** No value, no exception. */
  public static void tick() {}

  /** No value, an argument. */
  public static void worker(int n) {}

  /** No value, an object. */
  public static void handle(Order order) {}

  /** A value. */
  public static String mirror1() {
    return "1";
  }

  /** A value and a checked exception. */
  public static String mirror2() throws IOException {
    return "2";
  }

  /** An object and an unchecked exception. */
  public static Usr findUser(int id) {
    return new Usr(id);
  }

  /** Something that must be closed, and a checked exception. */
  public static Conn connect() throws IOException {
    return new Conn();
  }
}
