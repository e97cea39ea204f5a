/** A long run of everything at once, with a ledger of all that goes in and must come out again. */
package org.coroutines4j.soak;
