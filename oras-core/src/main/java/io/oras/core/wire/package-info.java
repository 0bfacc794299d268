/**
 * What every HTTP exchange needs, with a registry or with its token service: URLs, bounded bodies,
 * errors, and what of all that may be shown.
 */
@NullMarked
package io.oras.core.wire;

import org.jspecify.annotations.NullMarked;
