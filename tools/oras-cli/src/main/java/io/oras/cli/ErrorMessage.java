package io.oras.cli;

import io.oras.api.error.AuthenticationException;
import io.oras.api.error.NotFoundException;
import io.oras.api.error.OrasException;
import io.oras.api.error.OrasException.Side;
import io.oras.api.error.PathTraversalException;
import io.oras.cli.command.Command;
import io.oras.cli.flag.CauseText;
import io.oras.cli.flag.TargetArgument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words for what went wrong. */
final class ErrorMessage {
  private static final Pattern SAYS_MISSING =
      Pattern.compile("not found|does not exist|invalid OCI Image Layout");

  private ErrorMessage() {}

  /**
   * Says what went wrong, and what to do, each in a line.
   *
   * @param authFile where credentials were looked for, or null when they were given
   * @param command in which, or null when none was found
   */
  static List<String> describe(Exception e, @Nullable Path authFile, @Nullable Command command) {
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      return describe(cause, authFile, command);
    }
    String prefix = "Error";
    if (e instanceof OrasException oras) {
      prefix =
          oras.side()
              .flatMap(side -> from(side, command))
              .orElse(fromRegistry(oras) ? "Error response from registry" : prefix);
    }
    return Stream.of(prefix + ": " + context(e, command) + CauseText.of(e), advice(e, authFile))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** What was tried and, for what is not there, that and its name. */
  private static String context(Exception e, @Nullable Command command) {
    String context = "";
    if (command != null && e instanceof OrasException oras) {
      boolean tried = e instanceof NotFoundException || fromRegistry(oras);
      context = tried && !command.doing().isEmpty() ? command.doing() + ": " : "";
      if (e instanceof NotFoundException && !SAYS_MISSING.matcher(CauseText.of(e)).find()) {
        TargetArgument target = command.target();
        boolean unnamed = oras.side().isEmpty() && context.isEmpty();
        String name = unnamed && target != null ? target.reference() + ": " : "";
        context += name + "not found: ";
      }
    }
    return context;
  }

  /** At which end, where there are two. */
  private static Optional<String> from(Side side, @Nullable Command command) {
    return Optional.ofNullable(command)
        .map(known -> known.end(side))
        .map(
            end ->
                "Error from %s %s for \"%s\""
                    .formatted(side.name().toLowerCase(Locale.ROOT), end.kind(), end.reference()));
  }

  private static boolean fromRegistry(OrasException e) {
    return e.response().isPresent();
  }

  private static String advice(Exception e, @Nullable Path authFile) {
    if (e instanceof PathTraversalException) {
      return "Files outside of the output directory are not written. If you trust the producer of"
          + " the artifact, use --allow-path-traversal.";
    }
    if (!(e instanceof AuthenticationException)) {
      return "";
    }
    return authFile == null
        ? "Please check the username and password, or the token, that were given"
        : "Please check whether the registry credential stored in the authentication file at \""
            + authFile
            + "\" is correct, or run \"oras login\"";
  }
}
