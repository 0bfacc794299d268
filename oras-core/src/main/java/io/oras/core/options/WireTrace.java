package io.oras.core.options;

import io.oras.api.transport.Headers;

/**
 * Receives every HTTP request that is sent and every response that arrives, those of redirects,
 * tokens and retries included. Query values, headers and token bodies are redacted.
 *
 * <pre>{@code
 * WireTrace trace =
 *     new WireTrace() {
 *       @Override
 *       public void request(int number, String method, String url, Headers headers) {
 *         System.err.println(number + " > " + method + " " + url);
 *       }
 *
 *       @Override
 *       public void answer(int number, int status, Headers headers, String body) {
 *         System.err.println(number + " < " + status);
 *       }
 *     };
 * Oras traced = Oras.builder().trace(trace).build();
 * }</pre>
 *
 * <p>Implementations are thread safe and quick: the threads that send requests call them.
 */
public interface WireTrace {
  /**
   * Receives a request that is being sent.
   *
   * @param number of the request, from 0; its response has the same number
   * @param url redacted
   * @param headers redacted
   */
  void request(int number, String method, String url, Headers headers);

  /**
   * Receives the head of a response.
   *
   * @param number of the request
   * @param headers redacted
   * @param body a short text or JSON body, redacted; empty for any other
   */
  void answer(int number, int status, Headers headers, String body);
}
