package org.coroutines4j.samples.spring;

/**
 * The price of an item at some moment.
 *
 * @param item the item
 * @param cents its price
 */
record Price(String item, int cents) {}
