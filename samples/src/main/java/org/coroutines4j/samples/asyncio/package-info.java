/**
 * The programs of five asyncio tutorials in Java, for readers who know Python: each class is one
 * program, prints what the tutorial's program really prints, and says where this library differs.
 *
 * <p>A row, such as 000-2, is a program or a claim of one of these tutorials:
 *
 * <ul>
 *   <li>000: Python asyncio Asynchronous Programming Guide
 *   <li>001: Asyncio Basics
 *   <li>002: Brad's PyNotes: Asyncio Module
 *   <li>003: asyncio — Async I/O
 *   <li>004: asyncio guide 2026
 * </ul>
 *
 * {@link org.coroutines4j.samples.asyncio.Main} lists and runs them.
 */
@NullMarked
package org.coroutines4j.samples.asyncio;

import org.jspecify.annotations.NullMarked;
