package io.oras.api.content;

/**
 * A target that knows the graph of its content in both directions: from manifests to their
 * children, and back.
 */
public interface GraphTarget extends Target, Predecessors {}
