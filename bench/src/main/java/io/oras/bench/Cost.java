package io.oras.bench;

/**
 * The cost of one run.
 *
 * @param seconds of wall time, of the whole process or of one call in a JVM
 * @param cpu seconds, user and system
 * @param memory MiB resident at the peak; 0 for a call in a JVM
 * @param allocated bytes for each blob; negative for a process
 */
record Cost(double seconds, double cpu, double memory, double allocated) {
  /** Creates the cost of a process. */
  Cost(double seconds, double cpu, double memory) {
    this(seconds, cpu, memory, -1);
  }

  boolean isInJvm() {
    return allocated >= 0;
  }
}
