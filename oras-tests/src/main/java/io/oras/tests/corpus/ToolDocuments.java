package io.oras.tests.corpus;

import static io.oras.tests.corpus.Contents.CONFIG;
import static io.oras.tests.corpus.Contents.DOCKER;
import static io.oras.tests.corpus.Contents.DOCKER_LIST;
import static io.oras.tests.corpus.Contents.EMPTY;
import static io.oras.tests.corpus.Contents.GOOD;
import static io.oras.tests.corpus.Contents.LAYER;
import static io.oras.tests.corpus.Contents.OCI;
import static io.oras.tests.corpus.Contents.OCI_INDEX;
import static io.oras.tests.corpus.Contents.SECOND;
import static io.oras.tests.corpus.Contents.config;
import static io.oras.tests.corpus.Contents.index;
import static io.oras.tests.corpus.Contents.layer;
import static io.oras.tests.corpus.Contents.list;
import static io.oras.tests.corpus.Contents.titled;

import java.util.ArrayList;
import java.util.List;

/** Manifests and indexes in the form in which well-known tools write them. */
final class ToolDocuments {
  private final List<OddDocument> all = new ArrayList<>();

  private ToolDocuments() {}

  static List<OddDocument> all() {
    ToolDocuments documents = new ToolDocuments();
    documents.artifacts();
    documents.images();
    documents.indexes();
    return documents.all;
  }

  private void add(String name, String pulled, String listed, String type, JsonText text) {
    all.add(OddDocument.manifest(name, type, text).gives(pulled, Use.PULL).lists(listed).inIndex());
  }

  /** A manifest without mediaType and artifactType, as most tools wrote before image-spec 1.1. */
  private void old(String name, String pulled, String configType, Object... layers) {
    JsonText text =
        JsonText.of(
            "schemaVersion", "2",
            "config", CONFIG.descriptor(configType).toString(),
            "layers", list(layers));
    add(name, pulled, configType, OCI, text);
  }

  private void artifacts() {
    String none = OddDocument.NONE;
    old(
        "Helm chart with provenance",
        none,
        "application/vnd.cncf.helm.config.v1+json",
        SECOND.descriptor("application/vnd.cncf.helm.chart.provenance.v1.prov"),
        LAYER.descriptor("application/vnd.cncf.helm.chart.content.v1.tar+gzip"));
    old(
        "Flux artifact",
        none,
        "application/vnd.cncf.flux.config.v1+json",
        LAYER.descriptor("application/vnd.cncf.flux.content.v1.tar+gzip"));
    old(
        "Wasm module",
        none,
        "application/vnd.wasm.config.v0+json",
        LAYER.descriptor("application/wasm"));
    old(
        "ORAS artifact of 2019",
        "f.txt=layer",
        "application/vnd.unknown.config.v1+json",
        layer().with("mediaType", "'application/vnd.oci.image.layer.v1.tar'"));
    old(
        "OPA bundle",
        "f.txt=layer",
        "application/vnd.cncf.openpolicyagent.config.v1+json",
        layer().with("mediaType", "'application/vnd.cncf.openpolicyagent.layer.v1.tar+gzip'"));
    add(
        "podman artifact",
        "f.txt=layer",
        "application/vnd.test",
        OCI,
        Contents.manifest(layer().with("mediaType", "'text/plain; charset=utf-8'"))
            .with(
                "config",
                EMPTY.descriptor("application/vnd.oci.empty.v1+json").with("data", "'e30='"))
            .with("annotations", "{'org.opencontainers.image.created':'2025-04-15T00:00:00Z'}"));
    add(
        "ModelPack",
        none,
        "application/vnd.cncf.model.manifest.v1+json",
        OCI,
        Contents.manifest(
                LAYER
                    .descriptor("application/vnd.cncf.model.weight.v1.tar")
                    .with(
                        "annotations",
                        "{'org.cncf.model.filepath':'model.safetensors','org.cncf.model.file.mediatype.untested':'true'}"))
            .with("artifactType", "'application/vnd.cncf.model.manifest.v1+json'")
            .with("config", CONFIG.descriptor("application/vnd.cncf.model.config.v1+json")));
    add(
        "Singularity image",
        "image.sif=layer",
        "application/vnd.sylabs.sif.config.v1+json",
        DOCKER,
        JsonText.of(
            "schemaVersion",
            "2",
            "mediaType",
            "'" + DOCKER + "'",
            "config",
            CONFIG.descriptor("application/vnd.sylabs.sif.config.v1+json").toString(),
            "layers",
            list(
                titled(LAYER.descriptor("application/vnd.sylabs.sif.layer.v1.sif"), "image.sif"))));
    add(
        "Sigstore bundle",
        none,
        "application/vnd.dev.sigstore.bundle.v0.3+json",
        OCI,
        Contents.manifest(LAYER.descriptor("application/vnd.dev.sigstore.bundle.v0.3+json"))
            .with("artifactType", "'application/vnd.dev.sigstore.bundle.v0.3+json'")
            .with("config", EMPTY.descriptor("application/vnd.oci.empty.v1+json"))
            .with(
                "annotations",
                "{'dev.sigstore.bundle.content':'dsse-envelope','dev.sigstore.bundle.predicateType':''}"));
    add(
        "Notation signature",
        none,
        "application/vnd.cncf.notary.signature",
        OCI,
        Contents.manifest(LAYER.descriptor("application/jose+json"))
            .without("artifactType")
            .with("config", EMPTY.descriptor("application/vnd.cncf.notary.signature"))
            .with("annotations", "{'io.cncf.notary.x509chain.thumbprint#S256':'[]'}"));
    add(
        "SOCI index",
        none,
        "application/vnd.amazon.soci.index.v1+json",
        OCI,
        Contents.manifest(
                LAYER
                    .descriptor("application/octet-stream")
                    .with(
                        "annotations",
                        "{'com.amazon.soci.image-layer-digest':'" + SECOND.digest() + "'}"))
            .without("artifactType")
            .with("config", EMPTY.descriptor("application/vnd.amazon.soci.index.v1+json")));
  }

  private void images() {
    String none = OddDocument.NONE;
    add(
        "cosign signature",
        none,
        "application/vnd.oci.image.config.v1+json",
        OCI,
        Contents.manifest(
                LAYER
                    .descriptor("application/vnd.dev.cosign.simplesigning.v1+json")
                    .with(
                        "annotations",
                        "{'dev.cosignproject.cosign/signature':'MEUC','dev.sigstore.cosign/bundle':'{}'}"))
            .without("artifactType")
            .with("config", CONFIG.descriptor("application/vnd.oci.image.config.v1+json")));
    JsonText docker =
        JsonText.of(
            "schemaVersion",
            "2",
            "mediaType",
            "'" + DOCKER + "'",
            "config",
            CONFIG.descriptor("application/vnd.docker.container.image.v1+json").toString(),
            "layers",
            list(LAYER.descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip")));
    add("Docker image", none, "application/vnd.docker.container.image.v1+json", DOCKER, docker);
    add(
        "Docker image with a layer of OCI",
        none,
        "application/vnd.docker.container.image.v1+json",
        DOCKER,
        docker.with(
            "layers", list(LAYER.descriptor("application/vnd.oci.image.layer.v1.tar+gzip"))));
    add(
        "Ollama model",
        none,
        "application/vnd.docker.container.image.v1+json",
        DOCKER,
        docker.with(
            "layers",
            list(
                LAYER.descriptor("application/vnd.ollama.image.model").with("from", "'/root/x'"))));
    add(
        "estargz image",
        none,
        "application/vnd.oci.image.config.v1+json",
        OCI,
        JsonText.of(
            "schemaVersion",
            "2",
            "config",
            CONFIG.descriptor("application/vnd.oci.image.config.v1+json").toString(),
            "layers",
            list(
                LAYER
                    .descriptor("application/vnd.oci.image.layer.v1.tar+gzip")
                    .with(
                        "annotations",
                        "{'containerd.io/snapshot/stargz/toc.digest':'"
                            + SECOND.digest()
                            + "','io.containers.estargz.uncompressed-size':'6'}")),
            "annotations",
            "null"));
  }

  private void indexes() {
    String good = "good.txt=good layer";
    JsonText amd = GOOD.descriptor().with("platform", "{'architecture':'amd64','os':'linux'}");
    add(
        "Docker list",
        good,
        "",
        DOCKER_LIST,
        index(amd).with("mediaType", "'" + DOCKER_LIST + "'"));
    Content attestation =
        Content.manifest(
            "attestation",
            OCI,
            JsonText.of(
                "schemaVersion",
                "2",
                "mediaType",
                "'" + OCI + "'",
                "config",
                config().with("mediaType", "'application/vnd.oci.image.config.v1+json'").toString(),
                "layers",
                list(
                    LAYER
                        .descriptor("application/vnd.in-toto+json")
                        .with(
                            "annotations",
                            "{'in-toto.io/predicate-type':'https://slsa.dev/provenance/v0.2'}"))));
    all.add(
        OddDocument.manifest(
                "BuildKit image with attestation",
                OCI_INDEX,
                index(
                    amd,
                    attestation
                        .descriptor()
                        .with(
                            "annotations",
                            "{'vnd.docker.reference.digest':'"
                                + GOOD.digest()
                                + "','vnd.docker.reference.type':'attestation-manifest'}")
                        .with("platform", "{'architecture':'unknown','os':'unknown'}")))
            .beside(attestation)
            .gives(good, Use.PULL)
            .lists(""));
    add(
        "BuildKit cache",
        OddDocument.NONE,
        "",
        OCI_INDEX,
        index(
            LAYER
                .descriptor("application/vnd.oci.image.layer.v1.tar+gzip")
                .with(
                    "annotations",
                    "{'buildkit/createdat':'2021-01-01T00:00:00Z','containerd.io/uncompressed':'"
                        + SECOND.digest()
                        + "'}"),
            CONFIG.descriptor("application/vnd.buildkit.cacheconfig.v0")));
    add(
        "Homebrew bottle",
        good,
        "",
        OCI_INDEX,
        JsonText.of(
            "schemaVersion",
            "2",
            "manifests",
            list(
                GOOD.descriptor()
                    .with(
                        "platform",
                        "{'architecture':'arm64','os':'darwin','os.version':'macOS 14.4.1'}")
                    .with(
                        "annotations",
                        "{'org.opencontainers.image.ref.name':'1.0.arm64_sonoma','sh.brew.bottle.digest':'x','sh.brew.tab':'{}'}"))));
    add(
        "Nydus image",
        good,
        "",
        OCI_INDEX,
        index(
            amd,
            amd.with(
                "platform",
                "{'architecture':'amd64','os':'linux','os.features':['nydus.remoteimage.v1']}")));
    add(
        "CNAB bundle",
        good,
        "",
        OCI_INDEX,
        JsonText.of(
            "schemaVersion", "2",
            "manifests",
                list(
                    GOOD.descriptor()
                        .with("annotations", "{'io.cnab.manifest.type':'invocation'}")),
            "annotations",
                "{'io.cnab.runtime_version':'v1.0.0','org.opencontainers.artifactType':'application/vnd.cnab.manifest.v1'}"));
  }
}
