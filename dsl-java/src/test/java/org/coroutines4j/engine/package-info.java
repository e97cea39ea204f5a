/** Tests of the engine under load: deep trees, many bodies, races, interrupts, signals. */
package org.coroutines4j.engine;
