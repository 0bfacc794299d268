/** Policies on signatures: policy.json, and cosign signatures by key. */
@SuppressWarnings("requires-automatic")
module io.oras.trust {
  requires transitive io.oras.api;
  requires jakarta.json;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports io.oras.trust;

  uses jakarta.json.spi.JsonProvider;

  provides io.oras.api.spi.TrustPolicyProvider with
      io.oras.trust.PolicyFileProvider;
}
