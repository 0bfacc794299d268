package io.oras.api.content;

/** A target that knows the graph of what it holds in both directions. */
public interface GraphTarget extends Target, Predecessors {}
