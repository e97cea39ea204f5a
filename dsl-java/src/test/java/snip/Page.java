package snip;

/** What is fetched. */
public record Page(String url) {
  /** The page of a number. */
  public Page(int number) {
    this("page " + number);
  }
}
