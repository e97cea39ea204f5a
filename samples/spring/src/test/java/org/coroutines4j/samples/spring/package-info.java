/** Tests of the shop over real sockets. */
@NullMarked
package org.coroutines4j.samples.spring;

import org.jspecify.annotations.NullMarked;
