/** The implementation of resources: acquiring, holding and releasing a value. */
@NullMarked
package org.coroutines4j.internal.resource;

import org.jspecify.annotations.NullMarked;
