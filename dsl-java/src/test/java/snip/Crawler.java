package snip;

import java.io.IOException;

/** Fetches pages. */
public final class Crawler {
  private Crawler() {}

  /** One argument, not overloaded. */
  public static Page get(String url) throws IOException {
    return new Page(url);
  }

  /** Overloaded, without an argument. */
  public static Page load() {
    return new Page("/");
  }

  /** Overloaded, with one. */
  public static Page load(String url) throws IOException {
    return new Page(url);
  }

  /** Overloaded, with two. */
  public static Page load(String url, int depth) {
    return new Page(url + depth);
  }
}
