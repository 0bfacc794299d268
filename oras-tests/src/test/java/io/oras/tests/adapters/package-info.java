/** The suites over adapters of a third party, right ones and wrong ones. */
@NullMarked
package io.oras.tests.adapters;

import org.jspecify.annotations.NullMarked;
