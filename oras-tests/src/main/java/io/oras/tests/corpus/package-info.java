/** Odd manifests, indexes and referrers lists, as tools and registries write them. */
@NullMarked
package io.oras.tests.corpus;

import org.jspecify.annotations.NullMarked;
