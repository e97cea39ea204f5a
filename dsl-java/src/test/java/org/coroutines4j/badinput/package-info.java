/**
 * Bad input, for every public method: the tables say what is bad, {@code BadInputTest} tries it,
 * and {@code TablesTest} sees that nothing is missing.
 */
package org.coroutines4j.badinput;
