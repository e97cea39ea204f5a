package org.coroutines4j.internal.flow;

import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.ByteFlow;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** Operators between bytes, text and lines. */
public final class TextOperators {
  private static final int CHARS = 8192;

  private TextOperators() {}

  public static ByteFlow encode(AsyncFlow<String> text, Charset charset) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(charset, "charset");
    if (!charset.canEncode()) {
      throw new IllegalArgumentException(
          "charset must be able to encode text, but was "
              + charset
              + ", which only decodes. Use UTF-8, for example");
    }
    return ByteFlowImpl.of(
        FlowInterop.fresh(
            () -> {
              TextEncoder encoder = new TextEncoder(charset);
              return text.map(encoder::encode)
                  .concatWith(last(encoder::end))
                  .filter(bytes -> bytes.length > 0);
            }));
  }

  public static AsyncFlow<String> decode(AsyncFlow<byte[]> bytes, Charset charset) {
    Objects.requireNonNull(charset, "charset");
    return FlowInterop.fresh(
        () -> {
          TextDecoder decoder = new TextDecoder(charset);
          return bytes
              .mapNotNull(chunk -> notEmpty(decoder.decode(chunk)))
              .concatWith(last(() -> notEmpty(decoder.end())));
        });
  }

  public static AsyncFlow<String> lines(AsyncFlow<String> text) {
    return FlowInterop.fresh(
        () -> {
          LineSplitter splitter = new LineSplitter();
          return text.<String>transform((part, out) -> splitter.split(part, out::emit))
              .concatWith(last(splitter::end));
        });
  }

  public static AsyncFlow<String> fromReader(Callable<? extends Reader> open) {
    Objects.requireNonNull(open, "open");
    AsyncFlow<String> text =
        AsyncFlow.generate(
            out -> {
              try (Reader reader = Objects.requireNonNull(open.call(), "open returned null")) {
                char[] buffer = new char[CHARS];
                for (int length = read(reader, buffer);
                    length >= 0;
                    length = read(reader, buffer)) {
                  out.emit(new String(buffer, 0, length));
                }
              }
            });
    return lines(text);
  }

  /** Is ended by an interrupt, since to close a reader may wait for a read. */
  private static int read(Reader reader, char[] buffer) {
    return CoroutineThreads.<Integer>call(
        body -> AwaitOperations.<Integer>blocking(body, () -> reader.read(buffer)));
  }

  /** Returns a flow of the result of {@code value}; an empty flow if that is null. */
  private static <T> AsyncFlow<T> last(Callable<@Nullable T> value) {
    return AsyncFlow.generate(
        out -> {
          T part = value.call();
          if (part != null) {
            out.emit(part);
          }
        });
  }

  private static @Nullable String notEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
