/** Resources: acquiring, holding and releasing. */
@NullMarked
package org.coroutines4j.internal.resource;

import org.jspecify.annotations.NullMarked;
