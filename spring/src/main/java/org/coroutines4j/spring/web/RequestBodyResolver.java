package org.coroutines4j.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.ByteFlow;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.AbstractMessageConverterMethodArgumentResolver;

/**
 * Resolves {@code @RequestBody AsyncFlow<T>} and {@code @RequestBody Task<T>} in Spring MVC, which
 * has no reactive request bodies. The value of the task has been read when the method is called.
 *
 * <p>The lines of an {@code application/x-ndjson} body are read one by one, while the flow is
 * collected: the body may be larger than the memory. A body of another type, such as a JSON array,
 * is read whole before the method is called. The flow can be collected once, until the response is
 * complete.
 */
public final class RequestBodyResolver extends AbstractMessageConverterMethodArgumentResolver {
  /** Creates a resolver that converts each element by {@code converters}. */
  public RequestBodyResolver(List<HttpMessageConverter<?>> converters) {
    super(converters);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(RequestBody.class)
        && (parameter.getParameterType() == AsyncFlow.class
            || parameter.getParameterType() == Task.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders)
      throws Exception {
    ServletServerHttpRequest request =
        new ServletServerHttpRequest(
            Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class)));
    ResolvableType element = ResolvableType.forMethodParameter(parameter).getGeneric(0);
    if (parameter.getParameterType() == Task.class) {
      return CoroutineReactiveTypes.taskOf(
          required(read(request, parameter, element), request, parameter));
    }
    MediaType type = request.getHeaders().getContentType();
    if (type != null && type.isCompatibleWith(MediaType.APPLICATION_NDJSON)) {
      return lines(request, parameter, element);
    }
    ResolvableType list = ResolvableType.forClassWithGenerics(List.class, element);
    Object body = required(read(request, parameter, list), request, parameter);
    return body == null ? AsyncFlow.empty() : AsyncFlow.fromIterable((List<?>) body);
  }

  private AsyncFlow<Object> lines(
      ServletServerHttpRequest request, MethodParameter parameter, ResolvableType element) {
    return ByteFlow.fromInputStream(request::getBody)
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> readLine(line, parameter, element));
  }

  private @Nullable Object read(
      HttpInputMessage message, MethodParameter parameter, ResolvableType type)
      throws IOException, HttpMediaTypeNotSupportedException {
    return readWithMessageConverters(
        message, new ElementParameter(parameter, type), type.getType());
  }

  private static @Nullable Object required(
      @Nullable Object body, HttpInputMessage message, MethodParameter parameter) {
    RequestBody annotation = parameter.getParameterAnnotation(RequestBody.class);
    if (body == null && annotation != null && annotation.required()) {
      throw new HttpMessageNotReadableException(
          "the request has no body, but " + parameter.getExecutable() + " requires one", message);
    }
    return body;
  }

  private Object readLine(String line, MethodParameter parameter, ResolvableType element)
      throws IOException, HttpMediaTypeNotSupportedException {
    Object value = read(new JsonLine(line), parameter, element);
    if (value == null) {
      throw new IOException("a line of the request body is null, but a flow has no null elements");
    }
    return value;
  }
}
