package snip;

/** What is fetched. */
public record Page(String url) {}
