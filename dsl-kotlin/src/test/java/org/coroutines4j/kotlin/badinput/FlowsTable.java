package org.coroutines4j.kotlin.badinput;

import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.kotlin.FlowsKt;
import org.coroutines4j.kotlin.KotlinInterop;

/** Flows, cold and hot. A cold one may be of a class of the user's. */
final class FlowsTable extends Table {
  FlowsTable() {
    ofKotlin();
    ofJava();
  }

  private void ofKotlin() {
    method(KotlinInterop.class, "fromFlow").nulls("flow", () -> KotlinInterop.fromFlow(null));
    method(KotlinInterop.class, "fromSharedFlow")
        .nulls("flow", () -> KotlinInterop.fromSharedFlow(null));
    method(KotlinInterop.class, "fromMutableSharedFlow")
        .nulls("flow", () -> KotlinInterop.fromMutableSharedFlow(null));
    method(KotlinInterop.class, "fromStateFlow")
        .nulls("flow", () -> KotlinInterop.fromStateFlow(null));
    method(KotlinInterop.class, "fromMutableStateFlow")
        .nulls("flow", () -> KotlinInterop.fromMutableStateFlow(null));
    method(FlowsKt.class, "asAsyncFlow").nulls("<this>", () -> FlowsKt.asAsyncFlow(null));
    method(FlowsKt.class, "asAsyncSharedFlow")
        .nulls("<this>", () -> FlowsKt.asAsyncSharedFlow(null));
    method(FlowsKt.class, "asAsyncStateFlow").nulls("<this>", () -> FlowsKt.asAsyncStateFlow(null));
    method(FlowsKt.class, "asAsyncMutableSharedFlow")
        .nulls("<this>", () -> FlowsKt.asAsyncMutableSharedFlow(null));
    method(FlowsKt.class, "asAsyncMutableStateFlow")
        .nulls("<this>", () -> FlowsKt.asAsyncMutableStateFlow(null));
  }

  private void ofJava() {
    method(KotlinInterop.class, "toFlow").nulls("flow", () -> KotlinInterop.toFlow(null));
    method(FlowsKt.class, "asFlow").nulls("<this>", () -> FlowsKt.asFlow(null));
    SharedFlow<?> shared = Foreign.of(SharedFlow.class);
    method(KotlinInterop.class, "toSharedFlow")
        .nulls("flow", () -> KotlinInterop.toSharedFlow(null))
        .rejects("a mock", () -> KotlinInterop.toSharedFlow(shared), "the user's own", "toFlow");
    method(FlowsKt.class, "asSharedFlow")
        .nulls("<this>", () -> FlowsKt.asSharedFlow(null))
        .rejects("a mock", () -> FlowsKt.asSharedFlow(shared), "the user's own", "toFlow");
    StateFlow<?> state = Foreign.of(StateFlow.class);
    method(KotlinInterop.class, "toStateFlow")
        .nulls("flow", () -> KotlinInterop.toStateFlow(null))
        .rejects("a mock", () -> KotlinInterop.toStateFlow(state), "the user's own", "toFlow");
    method(FlowsKt.class, "asStateFlow")
        .nulls("<this>", () -> FlowsKt.asStateFlow(null))
        .rejects("a mock", () -> FlowsKt.asStateFlow(state), "the user's own", "toFlow");
    mutable();
  }

  private void mutable() {
    MutableSharedFlow<?> shared = Foreign.of(MutableSharedFlow.class);
    method(KotlinInterop.class, "toMutableSharedFlow")
        .nulls("flow", () -> KotlinInterop.toMutableSharedFlow(null))
        .rejects("a mock", () -> KotlinInterop.toMutableSharedFlow(shared), "the user's own");
    method(FlowsKt.class, "asMutableSharedFlow")
        .nulls("<this>", () -> FlowsKt.asMutableSharedFlow(null))
        .rejects("a mock", () -> FlowsKt.asMutableSharedFlow(shared), "the user's own");
    MutableStateFlow<?> state = Foreign.of(MutableStateFlow.class);
    method(KotlinInterop.class, "toMutableStateFlow")
        .nulls("flow", () -> KotlinInterop.toMutableStateFlow(null))
        .rejects("a mock", () -> KotlinInterop.toMutableStateFlow(state), "the user's own");
    method(FlowsKt.class, "asMutableStateFlow")
        .nulls("<this>", () -> FlowsKt.asMutableStateFlow(null))
        .rejects("a mock", () -> FlowsKt.asMutableStateFlow(state), "the user's own");
  }
}
