package io.oras.cli.command;

import io.oras.api.model.Descriptor;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.ArtifactSigner;
import io.oras.cli.flag.TargetArgument;
import io.oras.cli.flag.TargetFlags;
import io.oras.cli.flag.UsageException;
import io.oras.cli.terminal.CommandEnvironment;
import io.oras.cli.terminal.StatusPrinter;
import io.oras.core.Oras;
import io.oras.core.OrasBuilder;
import io.oras.core.PushResult;
import io.oras.core.Repository;
import io.oras.trust.CosignSignature;
import io.oras.trust.KeySigner;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code oras sign}: signs an artifact with a key, as cosign does. */
public final class SignCommand extends Command {
  private final TargetFlags target = new TargetFlags(spec(), "", "").withDistributionSpec();
  private final Supplier<@Nullable String> key =
      flags().text("`file` with the private key in PEM format (PKCS #8)", "--key");
  private final Supplier<Boolean> tag =
      flags()
          .toggle(
              "store the signature under a tag that ends in .sig, for podman, skopeo and cosign 2",
              "--signature-tag");

  public SignCommand() {
    super("sign", "<name>{:<tag>|@<digest>}", Arity.exactly(1, "the artifact to sign"));
  }

  @Override
  public void run(CommandEnvironment environment, List<String> arguments) throws IOException {
    TargetArgument to = target.parse(arguments.get(0), environment);
    String reference = identifier(to);
    String file = key.get();
    if (file == null) {
      throw new UsageException(
          "no key specified", "Usage: " + usage(), "Please specify a private key with --key");
    }
    ArtifactSigner signer = KeySigner.read(environment.inputFile(file));
    doing("failed to sign");
    OrasBuilder builder =
        builder(environment).listener(StatusPrinter.ofWarnings(environment.err()));
    target.configure(builder, to, environment);
    try (Oras oras = builder.build();
        Repository repository = to.repository(oras)) {
      Descriptor subject = repository.resolve(reference);
      PushResult signature =
          tag.get()
              ? taggedSignature(repository, subject, signer)
              : repository.attach(
                  subject.digest().toString(), CosignSignature.bundle(subject.digest(), signer));
      environment.out().line("Signed [" + to.kind() + "] " + to.path() + "@" + subject.digest());
      environment.out().line("Digest: " + signature.digest());
    }
  }

  private static PushResult taggedSignature(
      Repository repository, Descriptor subject, ArtifactSigner signer) throws IOException {
    RepositoryName claim =
        repository
            .repositoryName()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--signature-tag needs a repository in a registry, because the signature contains the name of the repository"));
    return repository.push(
        CosignSignature.tag(subject.digest()),
        CosignSignature.tagged(subject.digest(), claim, signer, repository));
  }
}
