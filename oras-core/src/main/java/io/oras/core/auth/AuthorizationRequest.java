package io.oras.core.auth;

import io.oras.api.error.RegistryResponse;
import io.oras.api.transport.Origin;
import io.oras.auth.spi.CredentialRequest;
import io.oras.core.context.OperationContext;

/**
 * A challenge to be answered.
 *
 * @param operation that the challenged request belongs to
 * @param registry that gave it
 * @param challenge Bearer or Basic
 * @param who what the credential is for
 * @param scopes that a token needs
 * @param refusal the answer that held the challenge, for messages
 */
public record AuthorizationRequest(
    OperationContext operation,
    Origin registry,
    Challenge challenge,
    CredentialRequest who,
    ScopeSet scopes,
    RegistryResponse refusal) {}
