package org.coroutines4j.spring.boot;

/** A value that is JSON on the wire. */
public record Item(int id) {}
