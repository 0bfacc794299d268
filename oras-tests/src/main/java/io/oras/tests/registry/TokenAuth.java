package io.oras.tests.registry;

import io.oras.tests.registry.token.TokenIssuer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Bearer tokens (Docker registry token and OAuth2 documentation). The registry answers 401 with a
 * challenge that names the token server and the scope. The token server issues tokens for GET and
 * POST. Its requests are in the registry's log, with the path {@code /token}, and faults hit them.
 *
 * <p>Set up by one thread, before the registry starts.
 */
public final class TokenAuth extends Auth {
  /** The fields of a response that can contain the token. */
  public enum Field {
    /** Only {@code token}, as in old token servers. */
    TOKEN,
    /** Only {@code access_token}, as in OAuth2. */
    ACCESS_TOKEN,
    /** Both fields, with the same value. */
    BOTH
  }

  final String user;
  final String password;
  final Set<String> refreshTokens = new HashSet<>();
  String service = "registry.test";
  Clock clock = Clock.systemUTC();
  Duration lifetime = Duration.ofMinutes(5);
  boolean lifetimeInResponse = true;
  Field field = Field.BOTH;
  boolean post = true;
  boolean anonymousPull;
  int postStatus = 405;
  boolean passwords = true;
  boolean firstScopeOnly;
  boolean relativeRealm;
  boolean serviceInChallenge = true;
  boolean challengeAtRootOnly;
  String otherChallenges = "";

  TokenAuth(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /** Sets the name of the service in the challenge; {@code registry.test} by default. */
  public TokenAuth service(String value) {
    service = value;
    return this;
  }

  /** Sets the clock that decides when tokens expire; the system clock by default. */
  public TokenAuth clock(Clock value) {
    clock = value;
    return this;
  }

  /** Sets how long a token is valid; 5 minutes by default. */
  public TokenAuth lifetime(Duration value) {
    lifetime = value;
    return this;
  }

  /**
   * Sets whether the response contains {@code expires_in} and {@code issued_at}; true by default.
   */
  public TokenAuth lifetimeInResponse(boolean value) {
    lifetimeInResponse = value;
    return this;
  }

  /** Sets the field that contains the token; {@link Field#BOTH} by default. */
  public TokenAuth field(Field value) {
    field = value;
    return this;
  }

  /** Sets whether the token server accepts POST; true by default. If false, it answers with 405. */
  public TokenAuth post(boolean value) {
    post = value;
    return this;
  }

  /**
   * Sets whether GET, and POST with a password, return tokens; true by default. If false, a refresh
   * token is required.
   */
  public TokenAuth passwords(boolean value) {
    passwords = value;
    return this;
  }

  /** Sets the status for a refused POST; 405 by default. */
  public TokenAuth postStatus(int value) {
    postStatus = value;
    return this;
  }

  /** Sets whether the token server uses only the first {@code scope} of a GET; false by default. */
  public TokenAuth firstScopeOnly(boolean value) {
    firstScopeOnly = value;
    return this;
  }

  /**
   * Sets whether the token server has the address of the registry, and the challenge names it by a
   * path; false by default, so the token server has another port.
   */
  public TokenAuth relativeRealm(boolean value) {
    relativeRealm = value;
    return this;
  }

  /**
   * Sets whether the challenge names the service; true by default. If false, the token server
   * expects no service, or the host of the registry.
   */
  public TokenAuth serviceInChallenge(boolean value) {
    serviceInChallenge = value;
    return this;
  }

  /** Sets whether only {@code /v2/} answers with a challenge; false by default. */
  public TokenAuth challengeAtRootOnly(boolean value) {
    challengeAtRootOnly = value;
    return this;
  }

  /** Adds challenges of other schemes, such as {@code Negotiate}, before the Bearer challenge. */
  public TokenAuth otherChallenges(String value) {
    otherChallenges = value;
    return this;
  }

  /**
   * Sets whether a client without credentials gets tokens to pull; false by default: the client
   * gets 401.
   */
  public TokenAuth anonymousPull(boolean value) {
    anonymousPull = value;
    return this;
  }

  /** Adds a refresh token (identity token) that is valid from the start. */
  public TokenAuth refreshToken(String value) {
    refreshTokens.add(value);
    return this;
  }

  @Override
  AccessFilter guard(ServerContext site) throws IOException {
    TokenIssuer issuer = new TokenIssuer(clock, lifetime, refreshTokens);
    TokenServer server = new TokenServer(this, issuer);
    Listener listener = site.listen(0, server);
    return new TokenGuard(this, issuer, server, site.origin("127.0.0.1", listener), listener);
  }
}
