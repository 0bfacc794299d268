@NullMarked
package io.oras.registries;

import org.jspecify.annotations.NullMarked;
