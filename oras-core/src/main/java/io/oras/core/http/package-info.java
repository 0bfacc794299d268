/**
 * The chain that every request to a registry runs through: retry, authentication, redirects,
 * limits, redaction.
 */
@NullMarked
package io.oras.core.http;

import org.jspecify.annotations.NullMarked;
