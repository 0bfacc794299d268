/** Operations, their events, and the listeners that receive the events. */
@NullMarked
package io.oras.api.event;

import org.jspecify.annotations.NullMarked;
