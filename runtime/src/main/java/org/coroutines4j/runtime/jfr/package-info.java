/** The events that this library records with JDK Flight Recorder. */
@NullMarked
package org.coroutines4j.runtime.jfr;

import org.jspecify.annotations.NullMarked;
