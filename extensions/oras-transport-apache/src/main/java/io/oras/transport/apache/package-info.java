/**
 * HTTP transport of oras on the connections of Apache HttpClient 5, one blocking call for each
 * request.
 */
@NullMarked
package io.oras.transport.apache;

import org.jspecify.annotations.NullMarked;
