package io.oras.core.options;

/**
 * How a registry's referrers are listed and stored (distribution-spec v1.1.1, Listing Referrers).
 */
public enum ReferrersMode {
  /** The referrers API if the registry has it, else the referrers tag schema. */
  AUTO,
  /** The referrers API. */
  API,
  /** The referrers tag schema. */
  TAG
}
