package io.oras.cli.command;

import io.oras.api.reference.RepositoryName;
import io.oras.cli.flag.FormatFlags;
import io.oras.cli.flag.RemoteFlags;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.options.ListOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras repo ls}. */
public final class RepoListCommand extends Command {
  private final RemoteFlags remote = new RemoteFlags(spec(), "", "");
  private final FormatFlags format = new FormatFlags(spec());
  private final Supplier<@Nullable String> last =
      flags().text("start after the repository specified by `last`", "--last");

  public RepoListCommand() {
    super(
        "repo ls", "<registry>", Arity.exactly(1, "the target registry to list repositories from"));
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    String text = arguments.get(0);
    int slash = text.indexOf('/');
    String registry = slash < 0 ? text : text.substring(0, slash);
    String namespace = slash < 0 ? "" : text.substring(slash + 1).replaceFirst("/$", "");
    if (!namespace.isEmpty()) {
      new RepositoryName(registry, namespace);
    }
    String prefix = namespace.isEmpty() ? "" : namespace + "/";
    boolean data = format.data();
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    remote.configure(builder, registry, environment);
    ListOptions.Builder options = ListOptions.builder();
    if (last.get() != null) {
      options.after(last.get());
    }
    try (Oras oras = builder.build()) {
      List<String> wanted =
          oras.registry(registry).repositories(options.build()).stream()
              .filter(name -> name.startsWith(prefix))
              .toList();
      if (data) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("registry", registry);
        model.put("repositories", wanted);
        format.print(environment, model);
      } else {
        wanted.forEach(name -> environment.out().line(name.substring(prefix.length())));
      }
    }
  }
}
