package io.oras.tests.registry.token;

import io.oras.tests.registry.storage.RegistryProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One entry of a token's scope, {@code type:name:action,action} (Docker registry token scope
 * documentation); a name may have colons.
 */
public record Access(String type, String name, Set<String> actions) {
  private static final Pattern SYNTAX = Pattern.compile("([a-z]+):([^ ]+):([a-z*]+(?:,[a-z*]+)*)");
  private static final Pattern PATH =
      Pattern.compile("/v2/(.+)/(blobs/uploads|blobs|manifests|tags|referrers)/[^/]*");

  public Access {
    actions = Set.copyOf(actions);
  }

  /** Reads entries that are separated by spaces. */
  public static List<Access> parse(String scope) throws RegistryProblem {
    List<Access> entries = new ArrayList<>();
    for (String entry : scope.split(" ", -1)) {
      Matcher matcher = SYNTAX.matcher(entry);
      if (!matcher.matches()) {
        throw new RegistryProblem(
            400, "UNSUPPORTED", "a scope is type:name:actions, got '" + entry + "'");
      }
      entries.add(
          new Access(matcher.group(1), matcher.group(2), Set.of(matcher.group(3).split(",", -1))));
    }
    return entries;
  }

  /**
   * Returns what a request to a registry needs.
   *
   * @param sources the repositories that a mount takes blobs from
   */
  public static List<Access> needed(String method, String path, List<String> sources) {
    if (path.equals("/v2/_catalog")) {
      return List.of(new Access("registry", "catalog", Set.of("*")));
    }
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return List.of();
    }
    boolean upload = matcher.group(2).equals("blobs/uploads");
    List<Access> needed = new ArrayList<>();
    needed.add(repository(matcher.group(1), actions(method, upload)));
    if (upload && method.equals("POST")) {
      sources.forEach(from -> needed.add(repository(from, Set.of("pull"))));
    }
    return needed;
  }

  private static Set<String> actions(String method, boolean upload) {
    return switch (method) {
      case "GET", "HEAD" -> upload ? Set.of("pull", "push") : Set.of("pull");
      case "DELETE" -> upload ? Set.of("pull", "push") : Set.of("delete");
      default -> Set.of("pull", "push");
    };
  }

  private static Access repository(String name, Set<String> actions) {
    return new Access("repository", name, actions);
  }

  /** Returns whether the granted access includes the wanted access. */
  public static boolean allows(List<Access> granted, Access wanted) {
    return wanted.actions.stream()
        .allMatch(
            action ->
                granted.stream()
                    .filter(g -> g.type.equals(wanted.type) && g.name.equals(wanted.name))
                    .anyMatch(g -> g.actions.contains(action) || g.actions.contains("*")));
  }

  public static String join(List<Access> entries) {
    return entries.stream().map(Access::toString).collect(Collectors.joining(" "));
  }

  public static List<Access> pullOnly(List<Access> wanted) {
    return wanted.stream()
        .filter(w -> w.type.equals("repository") && w.actions.contains("pull"))
        .map(w -> repository(w.name, Set.of("pull")))
        .toList();
  }

  @Override
  public String toString() {
    return type + ":" + name + ":" + String.join(",", new TreeSet<>(actions));
  }
}
