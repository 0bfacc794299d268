package io.oras.maven;

import io.oras.api.spi.Environment;
import io.oras.core.options.ExistingFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** The goals of one project, configured as Maven would, with a home of their own. */
final class Goals {
  final Settings settings = new Settings();
  final MavenProject project = new MavenProject();
  final DefaultProxySelector proxies = new DefaultProxySelector();
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private final Path folder;
  private final Map<Object, Object> context = new HashMap<>();

  private Goals(Path folder) {
    this.folder = folder;
  }

  /** Creates a project with the main file {@code app-1.0.jar}. */
  static Goals in(Path folder) throws IOException {
    Goals goals = new Goals(folder);
    Path target = Files.createDirectories(folder.resolve("target"));
    MavenProject project = goals.project;
    project.setGroupId("com.example");
    project.setArtifactId("app");
    project.setVersion("1.0");
    project.setPackaging("jar");
    project.setName("App");
    project.getModel().setBuild(new Build());
    project.getBuild().setDirectory(target.toString());
    DefaultArtifact main =
        new DefaultArtifact(
            "com.example", "app", "1.0", null, "jar", null, new DefaultArtifactHandler("jar"));
    main.setFile(Files.writeString(target.resolve("app-1.0.jar"), "classes").toFile());
    project.setArtifact(main);
    return goals;
  }

  Path target() {
    return folder.resolve("target");
  }

  /** Returns the file with the master password, which does not exist unless a test writes it. */
  Path security() {
    return folder.resolve("settings-security.xml");
  }

  /** Writes the master password and returns another password encrypted with it. */
  String encrypted(String password) throws IOException, PlexusCipherException {
    DefaultPlexusCipher cipher = new DefaultPlexusCipher();
    String master =
        cipher.encryptAndDecorate("master", DefaultSecDispatcher.SYSTEM_PROPERTY_SEC_LOCATION);
    Files.writeString(
        security(), "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
    return cipher.encryptAndDecorate(password, "master");
  }

  private SettingsDecrypter decrypter() {
    return new DefaultSettingsDecrypter(
        new DefaultSecDispatcher(new DefaultPlexusCipher(), Map.of(), security().toString()));
  }

  PushMojo push(String reference) {
    PushMojo goal = prepared(new PushMojo(decrypter()));
    goal.reference = reference;
    return goal;
  }

  AttachMojo attach() {
    AttachMojo goal = prepared(new AttachMojo(decrypter()));
    goal.artifactType = "application/vnd.cyclonedx+json";
    return goal;
  }

  PullMojo pull(String reference, Path output) {
    PullMojo goal = prepared(new PullMojo(decrypter()));
    goal.reference = reference;
    goal.outputDirectory = output.toFile();
    goal.existing = ExistingFiles.REPLACE;
    return goal;
  }

  CopyMojo copy(String to) {
    CopyMojo goal = prepared(new CopyMojo(decrypter()));
    goal.to = to;
    goal.includeReferrers = true;
    return goal;
  }

  TagMojo tag(String... tags) {
    TagMojo goal = prepared(new TagMojo(decrypter()));
    goal.tags = List.of(tags);
    return goal;
  }

  SignMojo sign(Path key) {
    SignMojo goal = prepared(new SignMojo(decrypter()));
    goal.key = key.toFile();
    return goal;
  }

  VerifyMojo verify(String reference) {
    VerifyMojo goal = prepared(new VerifyMojo(decrypter()));
    goal.reference = reference;
    return goal;
  }

  private <T extends OrasMojo> T prepared(T goal) {
    DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();
    session.setProxySelector(proxies);
    goal.settings = settings;
    goal.repositorySession = session;
    goal.project = project;
    goal.setPluginContext(context);
    goal.setLog(recording());
    goal.testing =
        builder ->
            builder
                .certificateFolders()
                .testing(
                    t ->
                        t.sleeper(time -> {})
                            .environment(Environment.of(Map.of(), folder, "Linux")));
    return goal;
  }

  private Log recording() {
    return new SystemStreamLog() {
      @Override
      public void info(CharSequence text) {
        log.add("[INFO] " + text);
      }

      @Override
      public void warn(CharSequence text) {
        log.add("[WARNING] " + text);
      }
    };
  }
}
