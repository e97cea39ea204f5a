package org.coroutines4j.samples.pipeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each word occurs. A hash table whose words are bytes: a text of 200 MB has some 30
 * million words, and a {@code String} for each would be most of the work. It can be cleared and
 * used again, so that counting leaves no garbage.
 */
final class WordTable {
  private int[] slots; // the word's number plus one, 0 if free; a power of two
  private int[] hashes; // of each word
  private int[] ends; // of each word in letters; it begins where the one before ends
  private long[] counts;
  private byte[] letters;
  private int size;

  WordTable() {
    int capacity = 1 << 12;
    slots = new int[2 * capacity];
    hashes = new int[capacity];
    ends = new int[capacity];
    counts = new long[capacity];
    letters = new byte[8 * capacity];
  }

  /** Counts the words of {@code block}, which end in it; changes its letters to small ones. */
  void addAll(Block block) {
    byte[] bytes = block.bytes();
    int end = block.to();
    int i = block.from();
    while (i < end) {
      int start = i;
      int hash = 0;
      byte letter;
      while (i < end && (letter = Words.folded(bytes[i])) != 0) {
        bytes[i++] = letter;
        hash = 31 * hash + letter;
      }
      if (i > start) {
        hash *= 0x9E3779B9;
        add(bytes, start, i, hash ^ (hash >>> 16), 1);
      }
      i++;
    }
  }

  /** Adds the counts of {@code other}. */
  void addAll(WordTable other) {
    int start = 0;
    for (int word = 0; word < other.size; word++) {
      int end = other.ends[word];
      add(other.letters, start, end, other.hashes[word], other.counts[word]);
      start = end;
    }
  }

  private void add(byte[] bytes, int from, int to, int hash, long count) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int word = slots[slot] - 1;
      if (hashes[word] == hash && isWord(word, bytes, from, to)) {
        counts[word] += count;
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (size == hashes.length) {
      grow();
      slot = freeSlot(hash);
    }
    slots[slot] = size + 1;
    hashes[size] = hash;
    counts[size] = count;
    append(bytes, from, to);
    size++;
  }

  private boolean isWord(int word, byte[] bytes, int from, int to) {
    return Arrays.equals(letters, start(word), ends[word], bytes, from, to);
  }

  private int start(int word) {
    return word == 0 ? 0 : ends[word - 1];
  }

  private void append(byte[] bytes, int from, int to) {
    int start = start(size);
    int end = Math.addExact(start, to - from);
    if (end > letters.length) {
      letters = Arrays.copyOf(letters, Math.max(end, letters.length + letters.length / 2));
    }
    System.arraycopy(bytes, from, letters, start, to - from);
    ends[size] = end;
  }

  private void grow() {
    int capacity = 2 * size;
    hashes = Arrays.copyOf(hashes, capacity);
    ends = Arrays.copyOf(ends, capacity);
    counts = Arrays.copyOf(counts, capacity);
    slots = new int[2 * capacity];
    for (int word = 0; word < size; word++) {
      slots[freeSlot(hashes[word])] = word + 1;
    }
  }

  private int freeSlot(int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Forgets all words, and keeps the room for them. */
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  /** How many different words there are. */
  int size() {
    return size;
  }

  /**
   * The counts by word; bytes that are no UTF-8 become the same character, and are counted as it.
   */
  Map<String, Long> toMap() {
    Map<String, Long> map = new HashMap<>(2 * size);
    for (int word = 0; word < size; word++) {
      map.merge(Words.text(letters, start(word), ends[word]), counts[word], Long::sum);
    }
    return map;
  }
}
