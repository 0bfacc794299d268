package io.oras.cli.output;

import io.oras.api.model.Descriptor;
import io.oras.console.AnsiColor;
import io.oras.core.ReferrerTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tree of referrers as the {@code oras} command draws it. */
public final class ReferrerTreeText {
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
  private final StyledText out = new StyledText();

  public ReferrerTreeText(String path, boolean annotations, boolean colors) {
    this.annotations = annotations;
    this.path = path;
    this.colors = colors;
  }

  private record Branch(@Nullable AnsiColor color, String label, List<Branch> branches) {}

  private void append(@Nullable AnsiColor color, String text) {
    out.append(colors ? color : null, text).newLine();
  }

  public StyledText of(ReferrerTree tree) {
    append(AnsiColor.GREEN, path + '@' + tree.descriptor().digest());
    draw(byType(tree), "");
    return out;
  }

  private List<Branch> byType(ReferrerTree tree) {
    Map<String, List<Branch>> types = new LinkedHashMap<>();
    for (ReferrerTree referrer : tree.referrers()) {
      Descriptor manifest = referrer.descriptor();
      List<Branch> below = new ArrayList<>();
      if (annotations && !manifest.annotations().isEmpty()) {
        below.add(new Branch(AnsiColor.BLUE, "[annotations]", annotations(manifest)));
      }
      below.addAll(byType(referrer));
      types
          .computeIfAbsent(type(manifest), type -> new ArrayList<>())
          .add(new Branch(AnsiColor.GREEN, manifest.digest().toString(), below));
    }
    return types.entrySet().stream()
        .map(type -> new Branch(AnsiColor.YELLOW, type.getKey(), type.getValue()))
        .toList();
  }

  public static String type(Descriptor referrer) {
    return referrer.artifactType() == null ? "<unknown>" : referrer.artifactType().value();
  }

  private static List<Branch> annotations(Descriptor descriptor) {
    return descriptor.annotations().entrySet().stream()
        .map(e -> new Branch(null, scalar(e.getKey()) + ": " + scalar(e.getValue()), List.of()))
        .toList();
  }

  /** A text of one line: what a registry says must not move a terminal's cursor. */
  public static String scalar(String text) {
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
      out.append(indent).append(last ? "└── " : "├── ");
      append(branches.get(i).color(), branches.get(i).label());
      draw(branches.get(i).branches(), indent + (last ? "    " : "│   "));
    }
  }
}
