/**
 * Events of operations. Begin with {@link io.oras.api.event.TransferListener}, which receives each
 * {@link io.oras.api.event.TransferEvent}. Every event names its {@link
 * io.oras.api.event.Operation}, so a listener can tell concurrent operations apart.
 */
@NullMarked
package io.oras.api.event;

import org.jspecify.annotations.NullMarked;
