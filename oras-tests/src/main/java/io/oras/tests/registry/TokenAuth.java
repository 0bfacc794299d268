package io.oras.tests.registry;

import io.oras.tests.registry.token.TokenIssuer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Bearer tokens (Docker registry token and OAuth2 documentation): the registry answers 401 with a
 * challenge that names the token server and the scope; the token server gives tokens for GET and
 * POST. Its requests are in the registry's log, with the path {@code /token}, and faults hit them.
 *
 * <p>Set up by one thread, before the registry starts.
 */
public final class TokenAuth extends Auth {
  /** The names under which a token can come. */
  public enum Field {
    /** {@code token} alone, which is what old token servers give. */
    TOKEN,
    /** {@code access_token} alone, which is what OAuth2 says. */
    ACCESS_TOKEN,
    /** Both, with one value. */
    BOTH
  }

  final String user;
  final String password;
  final Set<String> refreshTokens = new HashSet<>();
  String service = "registry.test";
  Clock clock = Clock.systemUTC();
  Duration lifetime = Duration.ofMinutes(5);
  boolean lifetimeTold = true;
  Field field = Field.BOTH;
  boolean post = true;
  boolean anonymousPull;
  int postStatus = 405;
  boolean passwords = true;
  boolean firstScopeOnly;
  boolean relativeRealm;
  boolean serviceTold = true;
  boolean challengeAtRootOnly;
  String otherChallenges = "";

  TokenAuth(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /** The name of the service in the challenge; {@code registry.test} by default. */
  public TokenAuth service(String value) {
    service = value;
    return this;
  }

  /** What tells when tokens expire; the system's clock by default. */
  public TokenAuth clock(Clock value) {
    clock = value;
    return this;
  }

  /** How long a token is valid; 5 minutes by default. */
  public TokenAuth lifetime(Duration value) {
    lifetime = value;
    return this;
  }

  /** Whether the answer has {@code expires_in} and {@code issued_at}; by default it has. */
  public TokenAuth lifetimeTold(boolean value) {
    lifetimeTold = value;
    return this;
  }

  /** The name under which the token comes; {@link Field#BOTH} by default. */
  public TokenAuth field(Field value) {
    field = value;
    return this;
  }

  /** Whether the token server serves POST; else it answers 405. By default it does. */
  public TokenAuth post(boolean value) {
    post = value;
    return this;
  }

  /** Whether GET, and POST with a password, give tokens; else a refresh token is needed. */
  public TokenAuth passwords(boolean value) {
    passwords = value;
    return this;
  }

  /** The status for a POST when there is none; 405 by default. */
  public TokenAuth postStatus(int value) {
    postStatus = value;
    return this;
  }

  /** Whether all but the first {@code scope} of a GET are overlooked; by default not. */
  public TokenAuth firstScopeOnly(boolean value) {
    firstScopeOnly = value;
    return this;
  }

  /**
   * Whether the token server is at the registry's own address, and the challenge names it by its
   * path; by default it has a port of its own.
   */
  public TokenAuth relativeRealm(boolean value) {
    relativeRealm = value;
    return this;
  }

  /**
   * Whether the challenge names the service; else none is expected, or the registry's host. By
   * default it does.
   */
  public TokenAuth serviceTold(boolean value) {
    serviceTold = value;
    return this;
  }

  /** Whether there is no challenge but at {@code /v2/}; by default there is. */
  public TokenAuth challengeAtRootOnly(boolean value) {
    challengeAtRootOnly = value;
    return this;
  }

  /** Challenges of other schemes before the one that counts, such as {@code Negotiate}. */
  public TokenAuth otherChallenges(String value) {
    otherChallenges = value;
    return this;
  }

  /** Whether those without credentials get tokens to pull; by default they get 401. */
  public TokenAuth anonymousPull(boolean value) {
    anonymousPull = value;
    return this;
  }

  /** A refresh token (identity token) that is valid from the start. */
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
