/** Holds the README and the guide to the programs that they show. */
package org.coroutines4j.samples.docs;
