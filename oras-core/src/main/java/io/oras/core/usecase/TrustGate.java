package io.oras.core.usecase;

import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.error.UnsupportedException;
import io.oras.api.error.UntrustedException;
import io.oras.api.reference.ArtifactName;
import io.oras.api.spi.TrustPolicy;
import io.oras.core.concurrent.Lazy;
import io.oras.core.context.ClientContext;
import io.oras.core.context.OperationContext;
import io.oras.core.target.TargetOpener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies the trust policy of a client to whatever its operations read. Thread safe.
 *
 * <p>Every operation that reads gets its source from {@link #guard}, so no use case can leave the
 * policy out.
 *
 * @param policy the policy, which is read when it is first needed; null if everything is trusted
 */
public record TrustGate(@Nullable Lazy<TrustPolicy> policy) {
  /**
   * Returns what an operation reads from.
   *
   * @param target as it is opened
   * @param place whose name the policy judges; stores without a name are not judged
   * @param uncheckedContent whether the caller takes content that no signature vouches for
   * @throws UnsupportedException if the place has a short name
   * @throws UntrustedException if the operation cannot be checked and the policy needs signatures
   */
  public ReadOnlyTarget guard(
      ReadOnlyTarget target,
      TargetOpener place,
      ClientContext client,
      OperationContext operation,
      boolean uncheckedContent)
      throws IOException {
    Optional<String> shortName = place.shortName();
    if (policy != null && shortName.isPresent()) {
      // The policy judges the name before the first request, which decides what the name is.
      throw new UnsupportedException(
          "the trust policy cannot judge the short name '%s'; use the full name"
              .formatted(shortName.get()));
    }
    ArtifactName name = place.place().orElse(null);
    if (policy == null || name == null) {
      return target;
    }
    TrustRule rule = TrustRule.of(operation.name());
    if (rule == TrustRule.REFUSED) {
      requireUnsigned(policy.get().judge(name), name, operation, uncheckedContent);
      return target;
    }
    return new CheckedSource(target, name, rule, policy.get(), client, operation);
  }

  private static void requireUnsigned(
      TrustPolicy.Judgement judgement,
      ArtifactName name,
      OperationContext operation,
      boolean uncheckedContent)
      throws UntrustedException {
    if (judgement.needsSignatures() && !uncheckedContent) {
      throw new UntrustedException(
          name.toString(),
          judgement.scope(),
          List.of(
              operation.name()
                  + " reads content by its descriptor, which no signature covers; name an artifact"
                  + " instead, or set CallOptions.uncheckedContent"));
    }
  }
}
