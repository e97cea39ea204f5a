package org.coroutines4j.spring.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;

/** One line of a body of JSON lines, as a message of its own. */
final class JsonLine implements HttpInputMessage {
  private final byte[] bytes;
  private final HttpHeaders headers = new HttpHeaders();

  JsonLine(String line) {
    bytes = line.getBytes(StandardCharsets.UTF_8);
    headers.setContentType(MediaType.APPLICATION_JSON);
  }

  @Override
  public InputStream getBody() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public HttpHeaders getHeaders() {
    return headers;
  }
}
