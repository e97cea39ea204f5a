@NullMarked
package org.coroutines4j.flow;

import org.jspecify.annotations.NullMarked;
