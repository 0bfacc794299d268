/**
 * Adapters as a third party writes them: small, and complete enough for the suites in {@code
 * io.oras.tests.tck}.
 */
@NullMarked
package com.example.adapters;

import org.jspecify.annotations.NullMarked;
