@NullUnmarked
package org.coroutines4j.channels;

import org.jspecify.annotations.NullUnmarked;
