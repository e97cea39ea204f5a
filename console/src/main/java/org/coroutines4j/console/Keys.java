package org.coroutines4j.console;

import java.io.IOException;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a terminal, and has a screen obey them. */
final class Keys {
  private static final int CTRL_C = 3;
  private static final int ESCAPE = 27;
  private static final int DELETE = 127;

  /**
   * How long the rest of a key may take that sends several characters, on a busy machine too. The
   * Escape key alone is obeyed after that time.
   */
  private static final long REST_MILLIS = 1_000;

  private final NonBlockingReader reader;
  private final WatchScreen screen;

  Keys(NonBlockingReader reader, WatchScreen screen) {
    this.reader = reader;
    this.screen = screen;
  }

  /**
   * Waits for a key for at most {@code millis}. Returns the command that the screen leaves to the
   * caller; null if there is none. The end of the input quits.
   */
  @Nullable Character obeyNext(long millis) throws IOException {
    int c = reader.read(millis);
    switch (c) {
      case NonBlockingReader.READ_EXPIRED -> {
        return null;
      }
      case NonBlockingReader.EOF, CTRL_C -> {
        return 'q';
      }
      case ESCAPE -> {
        WatchScreen.Key key = keyAfterEscape();
        if (key != null) {
          screen.press(key);
        }
      }
      case '\r', '\n' -> screen.press(WatchScreen.Key.ENTER);
      case '\b', DELETE -> screen.press(WatchScreen.Key.BACKSPACE);
      default -> {
        return screen.type((char) c);
      }
    }
    return null;
  }

  /**
   * Returns the key, of which an arrow sends an escape, one of two characters, and a letter; null
   * if the key means nothing here.
   */
  private WatchScreen.@Nullable Key keyAfterEscape() throws IOException {
    int second = reader.read(REST_MILLIS);
    if (second != '[' && second != 'O') {
      return WatchScreen.Key.ESCAPE;
    }
    int last = reader.read(REST_MILLIS);
    while (last >= ' ' && last < '@') { // the parameters of another key, or of an answer
      last = reader.read(REST_MILLIS);
    }
    return switch (last) {
      case 'A' -> WatchScreen.Key.UP;
      case 'B' -> WatchScreen.Key.DOWN;
      case 'C' -> WatchScreen.Key.RIGHT;
      case 'D' -> WatchScreen.Key.LEFT;
      default -> null;
    };
  }
}
