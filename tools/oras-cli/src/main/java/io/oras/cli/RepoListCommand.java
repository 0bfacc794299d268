package io.oras.cli;

import io.oras.api.reference.RepositoryName;
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
final class RepoListCommand extends Subcommand {
  private final RemoteFlags remote = new RemoteFlags(spec(), "", "");
  private final FormatFlags format = new FormatFlags(spec());
  private final Supplier<@Nullable String> last =
      flags().text("start after the repository specified by `last`", "--last");

  RepoListCommand() {
    super(
        "repo ls", "<registry>", Arity.exactly(1, "the target registry to list repositories from"));
  }

  @Override
  void run(World world, List<String> arguments) throws IOException {
    String text = arguments.get(0);
    int slash = text.indexOf('/');
    String registry = slash < 0 ? text : text.substring(0, slash);
    String namespace = slash < 0 ? "" : text.substring(slash + 1).replaceFirst("/$", "");
    if (!namespace.isEmpty()) {
      new RepositoryName(registry, namespace);
    }
    String prefix = namespace.isEmpty() ? "" : namespace + "/";
    boolean data = format.data();
    OrasBuilder builder = builder(world).listener(StatusPrinter.ofWarnings(world.err()));
    remote.configure(builder, registry, world);
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
        format.print(world, model);
      } else {
        wanted.forEach(name -> world.out().line(name.substring(prefix.length())));
      }
    }
  }
}
