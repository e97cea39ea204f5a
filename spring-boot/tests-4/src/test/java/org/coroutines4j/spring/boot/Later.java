package org.coroutines4j.spring.boot;

import org.coroutines4j.flow.AsyncFlow;
import org.reactivestreams.FlowAdapters;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

/** A reactive type that another library has registered with Spring's shared registry. */
record Later<T>(T value) {
  static void register() {
    ReactiveAdapterRegistry.getSharedInstance()
        .registerReactiveType(
            ReactiveTypeDescriptor.multiValue(Later.class, () -> new Later<>("")),
            later -> FlowAdapters.toPublisher(AsyncFlow.of(((Later<?>) later).value).toPublisher()),
            publisher -> new Later<>(""));
  }
}
