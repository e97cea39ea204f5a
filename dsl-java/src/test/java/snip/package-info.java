/** What the snippets of callers, in the test resources, call besides this library. */
package snip;
