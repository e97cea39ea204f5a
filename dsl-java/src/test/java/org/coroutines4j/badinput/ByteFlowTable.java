package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow.Publisher;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.ByteFlow;

/** Flows of bytes and lines. */
final class ByteFlowTable extends Table {
  private static final Path MISSING = Path.of("no such folder", "no such file");

  ByteFlowTable() {
    sources();
    text();
    sinks();
  }

  private static ByteFlow good() {
    return ByteFlow.ofText(AsyncFlow.of("good"));
  }

  private static ByteFlow untouched(World w) {
    return ByteFlow.ofText(w.flow());
  }

  private void sources() {
    Callable<InputStream> open = () -> new ByteArrayInputStream(new byte[3]);
    method(ByteFlow.class, "of", AsyncFlow.class).nulls("chunks", w -> ByteFlow.of(null));
    method(ByteFlow.class, "fromInputStream", Callable.class)
        .nulls("open", w -> ByteFlow.fromInputStream(null))
        .throwing(
            "open returns null",
            NullPointerException.class,
            w -> ByteFlow.fromInputStream(() -> null).count(),
            "open returned null");
    method(ByteFlow.class, "fromInputStream", Callable.class, int.class)
        .nulls("open", w -> ByteFlow.fromInputStream(null, 1))
        .rejects("chunkSize 0", w -> ByteFlow.fromInputStream(open, 0), "chunkSize must", "0")
        .accepts(
            "chunkSize 1", w -> assertThat(ByteFlow.fromInputStream(open, 1).count()).isEqualTo(3));
    method(ByteFlow.class, "fromPath", Path.class)
        .nulls("file", w -> ByteFlow.fromPath(null))
        .throwing(
            "no such file: when it is collected",
            UncheckedIOException.class,
            w -> ByteFlow.fromPath(MISSING).count(),
            "no such file");
    method(ByteFlow.class, "fromBody", Publisher.class).nulls("body", w -> ByteFlow.fromBody(null));
    method(AsyncFlow.class, "fromReader", Callable.class)
        .nulls("open", w -> AsyncFlow.fromReader(null))
        .throwing(
            "open returns null",
            NullPointerException.class,
            w -> AsyncFlow.fromReader(() -> null).count(),
            "open returned null")
        .accepts(
            "no text",
            w -> assertThat(AsyncFlow.fromReader(() -> new StringReader("")).count()).isZero());
  }

  private void text() {
    method(ByteFlow.class, "ofText", AsyncFlow.class).nulls("text", w -> ByteFlow.ofText(null));
    method(ByteFlow.class, "ofText", AsyncFlow.class, Charset.class)
        .nulls("text", w -> ByteFlow.ofText(null, Charset.defaultCharset()))
        .nulls("charset", w -> ByteFlow.ofText(w.flow(), null))
        .rejects(
            "a charset that only decodes",
            w -> ByteFlow.ofText(w.flow(), Charset.forName("x-JISAutoDetect")),
            "charset must be able to encode",
            "x-JISAutoDetect");
    method(ByteFlow.class, "decode", Charset.class)
        .nulls("charset", w -> untouched(w).decode(null));
    method(ByteFlow.class, "lines", Charset.class).nulls("charset", w -> untouched(w).lines(null));
    cannotFail(ByteFlow.class, "decode", "lines");
  }

  private void sinks() {
    method(ByteFlow.class, "writeTo", OutputStream.class)
        .nulls("out", w -> untouched(w).writeTo((OutputStream) null))
        .waits(w -> untouched(w).writeTo(OutputStream.nullOutputStream()));
    method(ByteFlow.class, "writeTo", Path.class, OpenOption[].class)
        .nulls("file", w -> untouched(w).writeTo((Path) null))
        .nulls("options", w -> untouched(w).writeTo(MISSING, (OpenOption[]) null))
        .nulls("options[0]", w -> untouched(w).writeTo(MISSING, (OpenOption) null))
        .throwing(
            "no such folder",
            UncheckedIOException.class,
            w -> good().writeTo(MISSING),
            "no such folder");
    method(ByteFlow.class, "toInputStream")
        .worksEverywhere(w -> untouched(w).toInputStream().close())
        .waits(w -> assertThat(untouched(w).toInputStream().read()).isNegative());
    method(ByteFlow.class, "toBody")
        .nulls("subscriber", w -> untouched(w).toBody().subscribe(null))
        .worksEverywhere(w -> untouched(w).toBody());
  }
}
