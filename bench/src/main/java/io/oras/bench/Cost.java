package io.oras.bench;

/**
 * What one run took.
 *
 * @param seconds of wall time, of the whole process
 * @param cpu seconds, user and system
 * @param memory MiB resident at the peak
 */
record Cost(double seconds, double cpu, double memory) {}
