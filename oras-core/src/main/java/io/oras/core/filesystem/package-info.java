/** Files and folders that untrusted names and content reach. */
@NullMarked
package io.oras.core.filesystem;

import org.jspecify.annotations.NullMarked;
