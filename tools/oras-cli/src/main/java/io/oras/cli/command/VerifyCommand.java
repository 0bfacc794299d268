package io.oras.cli.command;

import io.oras.api.event.TransferEvent;
import io.oras.api.model.Descriptor;
import io.oras.api.spi.TrustPolicy;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.Repository;
import io.oras.trust.KeyVerifier;
import io.oras.trust.SignedIdentity;
import io.oras.trust.TrustedKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras verify}: whether an artifact is signed by a key. */
public final class VerifyCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "");
  private final Supplier<List<String>> keys =
      flags()
          .list(
              "`file` with a public key in PEM format; repeat the flag to accept several keys",
              "--key");
  private final Supplier<@Nullable String> repository =
      flags()
          .text(
              "accept only signatures that name this `repository`, as signatures with a tag .sig do",
              "--signed-repository");

  public VerifyCommand() {
    super(
        "verify",
        "<name>{:<tag>|@<digest>}",
        Arity.exactly(1, "the artifact whose signatures to verify"));
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument from = target.parseSource(arguments.get(0), environment);
    String reference = identifier(from);
    doing("failed to verify");
    List<String> signers = new ArrayList<>();
    OrasBuilder builder =
        builder(environment)
            .trust(TrustPolicy.requireAny(verifier(environment)))
            .listener(
                event -> {
                  if (event instanceof TransferEvent.TrustEstablished established) {
                    signers.add(established.signer());
                  }
                });
    target.configure(builder, from, environment);
    try (Oras oras = builder.build();
        Repository place = from.repository(oras)) {
      Descriptor descriptor = place.resolve(reference);
      environment
          .out()
          .line("Verified [" + from.kind() + "] " + from.path() + "@" + descriptor.digest());
    }
    signers.stream().distinct().forEach(signer -> environment.out().line("Signed by " + signer));
  }

  private KeyVerifier verifier(CommandEnvironment environment) throws IOException {
    if (keys.get().isEmpty()) {
      throw new UsageException(
          "no key specified", "Usage: " + usage(), "Please specify a public key with --key");
    }
    List<TrustedKey> trusted = new ArrayList<>();
    for (String file : keys.get()) {
      trusted.add(TrustedKey.read(environment.inputFile(file)));
    }
    KeyVerifier.Builder verifier = KeyVerifier.builder(trusted);
    String claimed = repository.get();
    return (claimed == null ? verifier : verifier.identity(SignedIdentity.exactRepository(claimed)))
        .build();
  }
}
