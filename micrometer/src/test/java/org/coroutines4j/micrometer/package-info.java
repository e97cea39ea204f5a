/** Tests of the meters and observations. */
package org.coroutines4j.micrometer;
