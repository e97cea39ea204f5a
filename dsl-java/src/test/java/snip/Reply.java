package snip;

/** What is answered. */
public record Reply(String text) {}
