/** OCI image layouts, as folders and as archives. */
@NullMarked
package io.oras.core.store.layout;

import org.jspecify.annotations.NullMarked;
