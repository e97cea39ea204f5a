package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.CoroutineContext;

/** A context element that changes nothing on the thread that runs code under it. */
public interface ThreadStateFree extends CoroutineContext.Element {}
