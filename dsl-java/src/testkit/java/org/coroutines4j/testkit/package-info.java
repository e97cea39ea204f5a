/** What all tests of this module share. */
package org.coroutines4j.testkit;
