/** What runs only where {@code oras-transport-apache} is installed. */
@NullMarked
package io.oras.tests.apache;

import org.jspecify.annotations.NullMarked;
