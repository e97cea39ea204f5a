package snip;

/** What is worked on. */
public record Order(int id) {}
