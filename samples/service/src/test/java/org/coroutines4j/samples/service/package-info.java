/** Tests of the order service, over real HTTP and a real database. */
@NullMarked
package org.coroutines4j.samples.service;

import org.jspecify.annotations.NullMarked;
