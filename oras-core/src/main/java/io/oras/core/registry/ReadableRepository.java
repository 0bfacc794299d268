package io.oras.core.registry;

import io.oras.api.content.BlobResolver;
import io.oras.api.content.Mounter;
import io.oras.api.content.Predecessors;
import io.oras.api.content.RangeFetcher;
import io.oras.api.content.ReadOnlyTarget;
import io.oras.api.content.ReferenceFetcher;
import io.oras.api.content.ReferrerLister;
import io.oras.api.content.TagLister;

/** What a repository of a registry offers to those who read it. */
public interface ReadableRepository
    extends ReadOnlyTarget,
        BlobResolver,
        ReferenceFetcher,
        Mounter,
        RangeFetcher,
        TagLister,
        ReferrerLister,
        Predecessors,
        FileDownloader {}
