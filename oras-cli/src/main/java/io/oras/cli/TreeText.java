package io.oras.cli;

import io.oras.api.model.Descriptor;
import io.oras.core.ReferrerTree;
import io.oras.core.console.AnsiColor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A tree of referrers as the {@code oras} command draws it. */
final class TreeText {
  /** What reads as another type, or as structure, in YAML 1.1; annotations are shown as such. */
  private static final Pattern OTHER_TYPE =
      Pattern.compile(
          "|~|null|Null|NULL|(?i:true|false|yes|no|on|off|y|n)|[-+]?[.0-9][-+.0-9_eExXa-fA-F:]*"
              + "|\\d{4}-\\d\\d?-\\d\\d?([Tt ].*)?|<<|=");

  private static final Pattern STRUCTURE =
      Pattern.compile(
          "[,\\[\\]{}#&*!|>'\"%@`].*|[-?:]( .*)?|.*: .*|.*:|.* #.*| .*|.* ", Pattern.DOTALL);

  private final String path;
  private final boolean annotations;
  private final boolean colors;
  private final StringBuilder out = new StringBuilder();

  TreeText(String path, boolean annotations, boolean colors) {
    this.annotations = annotations;
    this.path = path;
    this.colors = colors;
  }

  private record Branch(String label, List<Branch> branches) {}

  private String colored(AnsiColor color, String text) {
    return colors ? color.start() + text + AnsiColor.RESET : text;
  }

  String of(ReferrerTree tree) {
    out.append(colored(AnsiColor.GREEN, path + '@' + tree.manifest().digest())).append('\n');
    draw(byType(tree), "");
    return out.toString();
  }

  private List<Branch> byType(ReferrerTree tree) {
    Map<String, List<Branch>> types = new LinkedHashMap<>();
    for (ReferrerTree referrer : tree.referrers()) {
      List<Branch> below = new ArrayList<>();
      if (annotations && !referrer.manifest().annotations().isEmpty()) {
        below.add(
            new Branch(colored(AnsiColor.BLUE, "[annotations]"), annotations(referrer.manifest())));
      }
      below.addAll(byType(referrer));
      types
          .computeIfAbsent(
              colored(AnsiColor.YELLOW, type(referrer.manifest())), t -> new ArrayList<>())
          .add(
              new Branch(colored(AnsiColor.GREEN, referrer.manifest().digest().toString()), below));
    }
    return types.entrySet().stream().map(e -> new Branch(e.getKey(), e.getValue())).toList();
  }

  static String type(Descriptor referrer) {
    return referrer.artifactType() == null ? "<unknown>" : referrer.artifactType().value();
  }

  private static List<Branch> annotations(Descriptor descriptor) {
    return descriptor.annotations().entrySet().stream()
        .map(e -> new Branch(scalar(e.getKey()) + ": " + scalar(e.getValue()), List.of()))
        .toList();
  }

  /** A text of one line: what a registry says must not move a terminal's cursor. */
  static String scalar(String text) {
    if (OTHER_TYPE.matcher(text).matches() || text.chars().anyMatch(Character::isISOControl)) {
      StringBuilder quoted = new StringBuilder("\"");
      text.chars().forEach(c -> escape(quoted, (char) c));
      return quoted.append('"').toString();
    }
    return STRUCTURE.matcher(text).matches() ? "'" + text.replace("'", "''") + "'" : text;
  }

  private static void escape(StringBuilder quoted, char c) {
    switch (c) {
      case '"', '\\' -> quoted.append('\\').append(c);
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      default -> quoted.append(Character.isISOControl(c) ? "\\x%02x".formatted((int) c) : c);
    }
  }

  private void draw(List<Branch> branches, String indent) {
    for (int i = 0; i < branches.size(); i++) {
      boolean last = i == branches.size() - 1;
      out.append(indent).append(last ? "└── " : "├── ").append(branches.get(i).label());
      out.append('\n');
      draw(branches.get(i).branches(), indent + (last ? "    " : "│   "));
    }
  }
}
