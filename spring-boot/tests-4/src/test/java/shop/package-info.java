/** Code of an application, outside the packages of the library. */
package shop;
