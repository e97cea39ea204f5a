/** Tests of the data source, with real databases and a real pool. */
package org.coroutines4j.jdbc;
