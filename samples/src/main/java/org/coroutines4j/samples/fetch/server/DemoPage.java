package org.coroutines4j.samples.fetch.server;

import com.sun.net.httpserver.HttpHandler;

/**
 * A page of the {@link DemoServer}.
 *
 * @param path where it is
 * @param meant how it ends for a client that is patient, tries three times and gives up in the end
 * @param handler what the server does
 */
public record DemoPage(String path, Meant meant, HttpHandler handler) {}
