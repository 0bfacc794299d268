package io.oras.tests.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.team.CloudCredentials;
import io.oras.auth.spi.BasicCredential;
import io.oras.auth.spi.CredentialProvider;
import io.oras.auth.spi.CredentialRequest;
import io.oras.tests.guide.GuideCode;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guides/credentials.md is compiled and run as its readers would. */
class GuideTest {
  private static final Path TEAM = GuideCode.sources("com.example.team");

  /** A program that asks the installed providers; it knows nothing of the team. */
  private static final String PROGRAM =
      """
      package com.example.program;

      import io.oras.auth.spi.*;
      import java.util.*;

      public final class Program {
        public static String run() throws Exception {
          List<CredentialProvider> installed = new ArrayList<>();
          ServiceLoader.load(CredentialProvider.class, Program.class.getClassLoader())
              .forEach(installed::add);
          installed.removeIf(provider -> !provider.name().equals("team"));
          return CredentialProviders.chain(installed)
              .find(CredentialRequest.of("registry.team.example"))
              .map(found -> ((BasicCredential) found).user() + ":"
                  + ((BasicCredential) found).password())
              .orElse("nothing");
        }
      }
      """;

  private static final String PROGRAM_MODULE =
      """
      module com.example.program {
        requires io.oras.auth.spi;
        exports com.example.program;
        uses io.oras.auth.spi.CredentialProvider;
      }
      """;

  @TempDir Path folder;

  @Test
  void guideShowsTheCodeThatIsTested() throws IOException {
    String guide = guide();
    for (String name : List.of("TeamCredentials.java", "CloudCredentials.java")) {
      assertTrue(guide.contains(Files.readString(TEAM.resolve(name))), name);
    }
  }

  @Test
  void ownProviderIsFoundOnTheModulePath() throws Exception {
    write("team/module-info.java", block("module com\\.example\\.team"));
    copyTeam();
    write("program/module-info.java", PROGRAM_MODULE);
    write("program/com/example/program/Program.java", PROGRAM);
    compile("team", "--module-path");
    compile("program", "--module-path");

    List<Path> path =
        new ArrayList<>(List.of(folder.resolve("out/team"), folder.resolve("out/program")));
    path.addAll(libraries());
    ModuleFinder modules = ModuleFinder.of(path.toArray(Path[]::new));
    ModuleLayer boot = ModuleLayer.boot();
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(
            boot.configuration()
                .resolveAndBind(modules, ModuleFinder.of(), Set.of("com.example.program")),
            ClassLoader.getPlatformClassLoader());
    assertEquals("builder:the registry-password", run(layer.findLoader("com.example.program")));
  }

  @Test
  void ownProviderIsFoundOnTheClassPath() throws Exception {
    copyTeam();
    write("program/com/example/program/Program.java", PROGRAM);
    compile("team", "--class-path");
    compile("program", "--class-path");
    write(
        "out/team/META-INF/services/io.oras.auth.spi.CredentialProvider",
        block("com\\.example\\.team\\.TeamCredentials"));

    List<URL> path = new ArrayList<>();
    path.add(folder.resolve("out/team").toUri().toURL());
    path.add(folder.resolve("out/program").toUri().toURL());
    for (Path library : libraries()) {
      path.add(library.toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      assertEquals("builder:the registry-password", run(loader));
    }
  }

  @Test
  void cloudIsAskedOnceAndForItsRegistryAlone() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CredentialProvider cloud =
        CloudCredentials.of("cloud.example", "AWS", () -> "token " + asked.incrementAndGet());
    for (int i = 0; i < 2; i++) {
      BasicCredential found =
          (BasicCredential) cloud.find(CredentialRequest.of("cloud.example")).orElseThrow();
      assertEquals("AWS:token 1", found.user() + ":" + found.password());
    }
    assertTrue(cloud.find(CredentialRequest.of("other.example")).isEmpty());
    assertEquals(1, asked.get());
  }

  private static String run(ClassLoader loader) throws ReflectiveOperationException {
    return (String) loader.loadClass("com.example.program.Program").getMethod("run").invoke(null);
  }

  private void copyTeam() throws IOException {
    for (String name : List.of("TeamCredentials.java", "Vault.java")) {
      write("team/com/example/team/" + name, Files.readString(TEAM.resolve(name)));
    }
  }

  private void compile(String name, String pathOption) throws IOException {
    GuideCode.compile(
        folder.resolve(name), folder.resolve("out").resolve(name), pathOption, libraries());
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  /** The two modules of the domain: all that a provider is compiled with. */
  private static List<Path> libraries() {
    return GuideCode.libraries("oras-api|oras-auth-spi");
  }

  /** The block of the guide that begins like that. */
  private static String block(String beginning) throws IOException {
    Matcher matcher = Pattern.compile("```(?:java)?\n(" + beginning + "[^`]*)```").matcher(guide());
    assertTrue(matcher.find(), beginning);
    return matcher.group(1);
  }

  private static String guide() throws IOException {
    return GuideCode.page("guides/credentials.md");
  }
}
