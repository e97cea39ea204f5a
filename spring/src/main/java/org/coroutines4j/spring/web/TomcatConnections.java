package org.coroutines4j.spring.web;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Lock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Checks the connections of Tomcat, which itself does not check one between a request and its
 * answer. Uses fields of Tomcat that are not public; if one is missing, no connection is found.
 */
final class TomcatConnections {
  private static final @Nullable Field REQUEST = field(RequestFacade.class, "request");
  private static final @Nullable Field HOOK = field(org.apache.coyote.Request.class, "hook");
  private static final @Nullable Field SOCKET =
      field(org.apache.coyote.AbstractProcessor.class, "socketWrapper");
  private static final @Nullable Method LOCK = lockMethod();

  private TomcatConnections() {}

  private static @Nullable Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** By reflection: its result is a Lock in Tomcat 10.1, and a ReentrantLock in 11. */
  private static @Nullable Method lockMethod() {
    try {
      return SocketWrapperBase.class.getMethod("getLock");
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * Returns the connection of {@code request}, if it is one of HTTP/1.1 to Tomcat and the body has
   * been read; else null. Those of HTTP/2 carry several requests, and Tomcat reads them at any
   * time.
   */
  static @Nullable SocketWrapperBase<?> of(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    if (REQUEST == null
        || HOOK == null
        || SOCKET == null
        || LOCK == null
        || !(inner instanceof RequestFacade)) {
      return null;
    }
    try {
      Request catalina = (Request) REQUEST.get(inner);
      Object processor = HOOK.get(catalina.getCoyoteRequest());
      if (!(processor instanceof org.apache.coyote.http11.Http11Processor)
          || !catalina.getCoyoteRequest().isFinished()) { // else the application reads the body
        return null;
      }
      return (SocketWrapperBase<?>) SOCKET.get(processor);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Returns whether the client has closed {@code connection}. What it may have sent ahead is put
   * back, and then hides a later close. Returns false if Tomcat is working on the connection.
   *
   * @param answered checked while Tomcat cannot begin to work on it: whether the request is over
   */
  static boolean isClosed(
      SocketWrapperBase<?> connection, java.util.function.BooleanSupplier answered) {
    Lock lock = lockOf(connection);
    if (lock == null || !lock.tryLock()) {
      return false;
    }
    try {
      if (answered.getAsBoolean()) {
        return false;
      }
      ByteBuffer ahead = ByteBuffer.allocate(1);
      int read = connection.read(false, ahead);
      if (read > 0) {
        ahead.flip();
        connection.unRead(ahead);
      }
      return read < 0;
    } catch (IOException e) {
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable Lock lockOf(SocketWrapperBase<?> connection) {
    try {
      return LOCK == null ? null : (Lock) LOCK.invoke(connection);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
