package snip;

/** What is worked on. */
public record Order(int id) {
  /** Lets go of it. */
  public void release() {}
}
