package io.oras.core;

import io.oras.api.transport.Headers;

/**
 * Hears of every request that leaves and every answer that arrives, redirects, tokens and retries
 * among them. Nothing secret is told: query values, headers and token bodies are redacted.
 *
 * <p>Thread safe; called from the threads that send, so it is quick.
 */
public interface WireTrace {
  /**
   * A request is sent.
   *
   * @param number from 0, to find its answer
   * @param url redacted
   * @param headers redacted
   */
  void request(int number, String method, String url, Headers headers);

  /**
   * The head of an answer is there.
   *
   * @param number of its request
   * @param headers redacted
   * @param body a short text or JSON body, redacted; empty for any other
   */
  void answer(int number, int status, Headers headers, String body);
}
