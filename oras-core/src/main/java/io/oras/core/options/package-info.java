/**
 * The options of calls and the settings of clients. Begin with the options of a method, such as
 * {@link io.oras.core.options.PullOptions#builder PullOptions.builder}, or pass a lambda to the
 * method: {@code oras.pull(name, folder, o -> o.unpack(false))}. {@link
 * io.oras.core.options.RegistrySettings} has the settings for one registry, {@link
 * io.oras.core.options.Limits} and {@link io.oras.core.options.RetryPolicy} those of a client.
 *
 * <p>Options and settings are immutable and thread safe. Builders are not thread safe; a builder
 * checks each value when it is set.
 */
@NullMarked
package io.oras.core.options;

import org.jspecify.annotations.NullMarked;
