package io.oras.core.auth;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a token is asked for: {@code type:name:action,action} (distribution's token scope grammar).
 *
 * @param type such as {@code repository}; empty for a form that is not known, which is passed on as
 *     it is
 * @param name may hold colons
 * @param actions sorted; {@code *} alone where it is among them
 */
public record Scope(String type, String name, Set<String> actions) {
  /** Copies and sorts the actions. */
  public Scope {
    actions =
        actions.contains("*") ? Set.of("*") : Collections.unmodifiableSet(new TreeSet<>(actions));
  }

  /** Actions on a repository, such as {@code pull} and {@code push}. */
  public static Scope repository(String name, String... actions) {
    return new Scope("repository", name, Set.of(actions));
  }

  /** Reads one scope. The name may hold {@code host:port}, so it ends at the last colon. */
  static Scope parse(String text) {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first <= 0 || last <= first + 1 || last == text.length() - 1) {
      return new Scope("", text, Set.of());
    }
    TreeSet<String> actions = new TreeSet<>(Arrays.asList(text.substring(last + 1).split(",")));
    actions.remove("");
    return actions.isEmpty()
        ? new Scope("", text, Set.of())
        : new Scope(text.substring(0, first), text.substring(first + 1, last), actions);
  }

  boolean sameResource(Scope other) {
    return type.equals(other.type) && name.equals(other.name);
  }

  boolean covers(Scope other) {
    return sameResource(other) && (actions.contains("*") || actions.containsAll(other.actions));
  }

  // By hand: the generated methods are built when first called, which a command's start would feel.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scope that && sameResource(that) && actions.equals(that.actions);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + name.hashCode()) + actions.hashCode();
  }

  @Override
  public String toString() {
    return type.isEmpty() ? name : type + ":" + name + ":" + String.join(",", actions);
  }
}
