/** A web server for trying out a client: good, slow, broken and hanging pages. */
@NullMarked
package org.coroutines4j.samples.fetch.server;

import org.jspecify.annotations.NullMarked;
