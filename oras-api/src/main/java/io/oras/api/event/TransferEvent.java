package io.oras.api.event;

import io.oras.api.model.Descriptor;
import io.oras.api.reference.RepositoryName;
import io.oras.api.spi.RepositoryEndpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An event of an operation. Minor versions add kinds of events and methods, so a listener ignores
 * events that it does not know. Events are immutable and thread safe.
 */
public interface TransferEvent {
  /** Returns the operation of this event. */
  Operation operation();

  /** An event about one blob or manifest. */
  interface OfContent extends TransferEvent {
    /** Returns the descriptor of the content. */
    Descriptor content();
  }

  /** The operation starts. This is its first event. */
  interface OperationStarted extends TransferEvent {}

  /** The operation has ended. This is its last event. */
  interface OperationFinished extends TransferEvent {
    /** Returns what the call throws, if it failed. */
    Optional<Throwable> failure();

    /** Returns the time since the operation started. */
    Duration duration();
  }

  /** A manifest has been read. Its children are next. */
  interface ManifestRead extends OfContent {}

  /** The transfer of the content starts. */
  interface BlobStarted extends OfContent {}

  /** Bytes of the content were transferred. */
  interface BlobProgressed extends OfContent {
    /**
     * Returns the number of bytes so far. The number decreases if a retry starts the content again.
     */
    long transferred();
  }

  /** The content was transferred and verified. */
  interface BlobFinished extends OfContent {}

  /** The content did not have to be transferred. */
  interface BlobSkipped extends OfContent {
    /** The reasons for not transferring content. */
    enum Reason {
      /** The content exists at the destination. */
      EXISTS,
      /** The registry mounted the content from another repository. */
      MOUNTED,
      /** The same bytes were transferred in this operation under another name. */
      SAME_CONTENT,
      /** The content has no file name, or the caller did not choose it. */
      NOT_WANTED
    }

    /** Returns why the content was not transferred. */
    Reason reason();
  }

  /**
   * A referrers list names a manifest that the source does not have. The copy continues without the
   * manifest.
   */
  interface ReferrerMissing extends OfContent {}

  /**
   * An HTTP request has ended: its response was closed, or it failed. There is one event for each
   * request that is sent, including requests for tokens, redirects and retries.
   */
  interface RequestFinished extends TransferEvent {
    /** Returns the method, such as {@code GET}. */
    String method();

    /** Returns the registry on whose behalf the request was sent, as in references. */
    String registry();

    /**
     * Returns the host and port that received the request; after a redirect this can be another
     * host than that of the registry.
     */
    String host();

    /** Returns the path of the URL, without the query. */
    String path();

    /** Returns the status of the response; empty if there was none. */
    OptionalInt status();

    /** Returns how many bytes of the request body were sent; 0 if no response came. */
    long bytesSent();

    /** Returns how many bytes of the response body were read. */
    long bytesReceived();

    /** Returns the time from sending the request to the end of the response, without waiting. */
    Duration duration();

    /** Returns how long the request waited for a connection permit and for pauses of the host. */
    Duration waited();

    /** Returns which attempt this was, from 1. */
    int attempt();

    /** Returns why the request or the reading of its response failed, if it did; no secrets. */
    Optional<String> failure();
  }

  /** A request will be sent again. */
  interface Retrying extends TransferEvent {
    /** Returns the method and the URL without secrets. */
    String request();

    /** Returns why the request failed, in words. */
    String cause();

    /** Returns which attempt failed, from 1. */
    int attempt();

    /** Returns how long the client waits before the next attempt. */
    Duration delay();
  }

  /** A registry sent a warning (distribution-spec v1.1.1, "Warnings"); once for each text. */
  interface WarningReceived extends TransferEvent {
    /** Returns the registry that sent the warning. */
    String registry();

    /** Returns the warning, for the user. */
    String text();
  }

  /** A registry reported a rate limit. */
  interface RateLimitSeen extends TransferEvent {
    /** Returns the registry. */
    String registry();

    /** Returns the limit as in the header, such as {@code 100;w=21600}. */
    String limit();

    /** Returns the remaining requests as in the header, such as {@code 76;w=21600}. */
    String remaining();
  }

  /** A short name was resolved by the configuration of registries. */
  interface ShortNameResolved extends TransferEvent {
    /** Returns the name as the caller gave it. */
    String shortName();

    /** Returns the repository that the name stands for in this operation. */
    RepositoryName repository();
  }

  /** An endpoint of a repository failed; the operation continues with the next endpoint. */
  interface EndpointFailed extends TransferEvent {
    /** Returns the requested repository. */
    RepositoryName repository();

    /** Returns the endpoint that failed. */
    RepositoryEndpoint endpoint();

    /** Returns why the endpoint failed, without secrets. */
    String cause();
  }

  /** An endpoint of a repository answered. Further reads begin with this endpoint. */
  interface EndpointChosen extends TransferEvent {
    /** Returns the repository that was asked for. */
    RepositoryName repository();

    /** Returns the endpoint that answered. */
    RepositoryEndpoint endpoint();
  }

  /** A signature of a manifest satisfies the trust policy; once for each signature that counts. */
  interface TrustEstablished extends OfContent {
    /** Returns the name of the verifier that accepted the signature. */
    String verifier();

    /** Returns the signer: a key file, or an identity. */
    String signer();
  }

  /** A signature of a manifest does not count. Another signature may still be accepted. */
  interface SignatureRefused extends OfContent {
    /** Returns which signature does not count and why, in words. */
    String reason();
  }
}
