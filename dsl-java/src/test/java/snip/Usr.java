package snip;

/** Who is looked for. */
public record Usr(int id) {}
