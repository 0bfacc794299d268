package io.oras.core.graph;

import io.oras.api.model.Descriptor;
import io.oras.core.TransferPlan.Fate;

/**
 * A blob or manifest that a copy would look at.
 *
 * @param content the blob or manifest
 * @param fate what the copy would do with it
 */
public record PlannedTransfer(Descriptor content, Fate fate) {}
