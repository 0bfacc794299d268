package io.oras.api.spi;

import io.oras.api.reference.ArtifactName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Accepts what one of several verifiers accepts. */
final class AnyVerifierPolicy implements TrustPolicy, TrustPolicy.Judgement {
  private final List<SignatureVerifier> verifiers;

  AnyVerifierPolicy(SignatureVerifier... verifiers) {
    if (verifiers.length == 0) {
      throw new IllegalArgumentException("a policy needs at least one verifier");
    }
    this.verifiers = List.of(verifiers);
  }

  @Override
  public Judgement judge(ArtifactName name) {
    return this;
  }

  @Override
  public String scope() {
    return verifiers.stream().map(SignatureVerifier::name).collect(Collectors.joining(" or "));
  }

  @Override
  public boolean needsSignatures() {
    return true;
  }

  @Override
  public Verdict check(Signed signed, Evidence evidence) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (SignatureVerifier verifier : verifiers) {
      Verdict verdict = verifier.verify(signed, evidence);
      refusals.addAll(verdict.refusals());
      if (verdict instanceof Verdict.Accepted accepted) {
        return new Verdict.Accepted(accepted.signers(), refusals);
      }
    }
    return new Verdict.Refused(refusals);
  }
}
