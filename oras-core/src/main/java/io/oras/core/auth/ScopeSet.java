package io.oras.core.auth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * What one token is asked for: a scope for each resource. Two sets with the same scopes are equal
 * in whatever order they came.
 *
 * @param scopes those with {@code push} first, for some token services heed the first alone
 */
public record ScopeSet(Set<Scope> scopes) {
  /** Keeps the order. */
  public ScopeSet {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }

  /** Merges scopes of one resource. */
  public static ScopeSet of(List<Scope> scopes) {
    Map<List<String>, Set<String>> resources = new LinkedHashMap<>();
    for (Scope scope : scopes) {
      resources.computeIfAbsent(resource(scope), r -> new HashSet<>()).addAll(scope.actions());
    }
    List<Scope> merged = new ArrayList<>();
    resources.forEach(
        (resource, actions) -> merged.add(new Scope(resource.get(0), resource.get(1), actions)));
    merged.sort((one, other) -> Boolean.compare(pushes(other), pushes(one)));
    return new ScopeSet(new LinkedHashSet<>(merged));
  }

  private static List<String> resource(Scope scope) {
    return List.of(scope.type(), scope.name());
  }

  private static boolean pushes(Scope scope) {
    return scope.actions().contains("push");
  }

  /** With what a challenge asks for: scopes with spaces between (RFC 6750 section 3). */
  public ScopeSet with(String challengeScope) {
    List<Scope> all = new ArrayList<>(scopes);
    for (StringTokenizer texts = new StringTokenizer(challengeScope); texts.hasMoreTokens(); ) {
      all.add(Scope.parse(texts.nextToken()));
    }
    return of(all);
  }

  /** Whether a token for these will do for those. */
  public boolean covers(ScopeSet others) {
    Map<List<String>, Scope> resources = new HashMap<>();
    scopes.forEach(scope -> resources.put(resource(scope), scope));
    return others.scopes.stream()
        .allMatch(
            other -> {
              Scope mine = resources.get(resource(other));
              return mine != null && mine.covers(other);
            });
  }

  /** With spaces between, as OAuth 2 has it. */
  @Override
  public String toString() {
    return scopes.stream().map(Scope::toString).collect(Collectors.joining(" "));
  }
}
