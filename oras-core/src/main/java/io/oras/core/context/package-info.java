/** What a client and each of its operations carry: settings, services, events and limits. */
@NullMarked
package io.oras.core.context;

import org.jspecify.annotations.NullMarked;
