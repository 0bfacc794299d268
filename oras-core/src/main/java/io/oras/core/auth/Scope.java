package io.oras.core.auth;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a token is asked for: {@code type:name:action,action} (distribution's token scope grammar).
 *
 * @param type such as {@code repository}
 * @param name may hold colons
 * @param actions sorted
 */
public record Scope(String type, String name, Set<String> actions) {
  /** Copies and sorts the actions. */
  public Scope {
    actions = java.util.Collections.unmodifiableSet(new TreeSet<>(actions));
  }

  /** Actions on a repository, such as {@code pull} and {@code push}. */
  public static Scope repository(String name, String... actions) {
    return new Scope("repository", name, Set.of(actions));
  }

  @Override
  public String toString() {
    return type + ":" + name + ":" + String.join(",", actions);
  }
}
