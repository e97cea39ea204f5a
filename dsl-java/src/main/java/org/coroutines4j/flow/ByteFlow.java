package org.coroutines4j.flow;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow.Publisher;
import org.coroutines4j.internal.flow.ByteFlowImpl;
import org.coroutines4j.internal.flow.ByteSinks;
import org.coroutines4j.internal.flow.ByteSources;
import org.coroutines4j.internal.flow.TextOperators;

/**
 * A flow of bytes in chunks, such as the content of a file or the body of an HTTP message.
 *
 * <p>A chunk is an array of at least one byte, which belongs to the collector: no source uses it
 * again. A source reads one chunk at a time, unless an operator buffers; {@link #fromBody} requests
 * up to 64 lists of buffers ahead.
 *
 * <p>A source that blocks does so in the collector. If the collector is cancelled while a read
 * blocks, that read is interrupted, and the source is closed. On Linux, neither ends a read of the
 * output of a process: collect such a flow in {@code Async.blocking(…, process::destroy)}.
 */
public interface ByteFlow extends AsyncFlow<byte[]> {
  /** The size of chunks if none is given, in bytes. */
  int CHUNK_SIZE = 8192;

  /** Returns a flow of the same chunks as {@code chunks}. */
  static ByteFlow of(AsyncFlow<byte[]> chunks) {
    return ByteFlowImpl.of(chunks);
  }

  /** Returns a flow of the UTF-8 bytes of {@code text}: a chunk for each of its values. */
  static ByteFlow ofText(AsyncFlow<String> text) {
    return ofText(text, StandardCharsets.UTF_8);
  }

  /**
   * Returns a flow of the bytes of {@code text} in {@code charset}: a chunk for each value.
   *
   * @throws IllegalArgumentException if {@code charset} only decodes
   */
  static ByteFlow ofText(AsyncFlow<String> text, Charset charset) {
    return TextOperators.encode(text, charset);
  }

  /**
   * Returns a flow of the bytes of a stream. Each collection calls {@code open} to open a stream,
   * and closes that stream when the collection ends, for whatever reason. A chunk holds what one
   * read returns, up to {@link #CHUNK_SIZE} bytes.
   */
  static ByteFlow fromInputStream(Callable<? extends InputStream> open) {
    return fromInputStream(open, CHUNK_SIZE);
  }

  /**
   * Returns a flow of the bytes of a stream, as {@link #fromInputStream(Callable)} does, in chunks
   * of up to {@code chunkSize} bytes.
   *
   * @throws IllegalArgumentException if {@code chunkSize} is zero or negative
   */
  static ByteFlow fromInputStream(Callable<? extends InputStream> open, int chunkSize) {
    return ByteSources.fromInputStream(open, chunkSize);
  }

  /**
   * Returns a flow of the bytes of {@code file}, in chunks of up to {@link #CHUNK_SIZE} bytes. Each
   * collection opens the file, and closes it when the collection ends.
   */
  static ByteFlow fromPath(Path file) {
    return ByteSources.fromPath(file, CHUNK_SIZE);
  }

  /**
   * Returns a flow of the bytes of an HTTP response, of which {@code
   * HttpResponse.BodyHandlers.ofPublisher()} returns the publisher. It can be collected once, as
   * that publisher says. Empty buffers are dropped.
   */
  static ByteFlow fromBody(Publisher<? extends List<? extends ByteBuffer>> body) {
    return ByteSources.fromBody(body);
  }

  /**
   * Returns a flow of the text that these bytes encode in {@code charset}. A character whose bytes
   * are in two chunks is decoded as a whole. Bytes that are not legal in {@code charset} become its
   * replacement character, as with {@link java.io.InputStreamReader}.
   */
  default AsyncFlow<String> decode(Charset charset) {
    return TextOperators.decode(this, charset);
  }

  /** Returns a flow of the text that these bytes encode in UTF-8, as {@link #decode} does. */
  default AsyncFlow<String> decode() {
    return decode(StandardCharsets.UTF_8);
  }

  /**
   * Returns a flow of the lines of this text in UTF-8, without their ends. A line ends with a line
   * feed, a carriage return, or both, as in {@link java.io.BufferedReader#readLine}.
   */
  default AsyncFlow<String> lines() {
    return lines(StandardCharsets.UTF_8);
  }

  /** Returns a flow of the lines of this text in {@code charset}, as {@link #lines()} does. */
  default AsyncFlow<String> lines(Charset charset) {
    return TextOperators.lines(decode(charset));
  }

  /**
   * Writes all bytes to {@code out}, which stays open, and flushes it. Returns when the flow has
   * ended. A cancellation point. A write that blocks is interrupted by a cancellation, as any
   * blocking call. On a platform thread no interrupt stops a write to a socket: there, call this in
   * {@code Async.blocking(() -> bytes.writeTo(out), socket::close)}.
   *
   * @throws java.io.UncheckedIOException if a write fails; the flow has ended then
   */
  default void writeTo(OutputStream out) {
    ByteSinks.writeTo(this, out);
  }

  /**
   * Writes all bytes to {@code file}, which is opened with {@code options}, as {@link
   * java.nio.file.Files#newOutputStream} does. Returns when the flow has ended and the file is
   * closed. If the flow fails, the file keeps what was written before. A cancellation point.
   *
   * @throws java.io.UncheckedIOException if the file cannot be opened or written
   */
  default void writeTo(Path file, OpenOption... options) {
    ByteSinks.writeTo(this, file, options);
  }

  /**
   * Returns a stream of the bytes. Its reads pull the chunks that they need, wait on the caller's
   * thread, and are cancellation points. Closing it ends the flow. One thread at a time may use it.
   * A failure of the flow is thrown by the read that meets it: an {@code IOException} as such, any
   * other as {@link #collect} throws it. Each later read throws an {@code IOException} with that
   * failure as its cause.
   */
  default InputStream toInputStream() {
    return ByteSinks.toInputStream(this);
  }

  /**
   * Returns a publisher of the bytes for an HTTP request, from which {@code
   * HttpRequest.BodyPublishers.fromPublisher} makes the body. Otherwise as {@link #toPublisher}.
   */
  default Publisher<ByteBuffer> toBody() {
    return map(ByteBuffer::wrap).toPublisher();
  }
}
