package io.oras.tests.structure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A program of another team, in a module of its own: it pushes a file and pulls it. */
final class ExampleProgram {
  static final String MODULE = "com.example.program";
  static final String MAIN = "com.example.program.Program";

  /** What it needs at run time; the class path and the module path are made of the same. */
  static final List<Path> LIBRARIES =
      Stream.of(
              Stream.of("oras-api", "oras-auth-spi", "oras-core", "oras-transport-jdk")
                  .map(folder -> Reactor.module(folder).classes()),
              Reactor.jars("parsson", "jakarta.json-api").stream())
          .flatMap(paths -> paths)
          .toList();

  private static final String DESCRIPTOR =
      """
      module com.example.program {
        requires io.oras.core;
      }
      """;

  private static final String SOURCE =
      """
      package com.example.program;

      import io.oras.api.artifact.*;
      import io.oras.core.Oras;
      import java.nio.file.Path;

      public final class Program {
        public static void main(String[] args) throws Exception {
          Oras oras = Oras.create();
          oras.push(args[0], Artifact.of(Layer.of(Path.of(args[1]))));
          oras.pull(args[0], Path.of(args[2]));
          if (args[3].equals("close")) {
            oras.close();
          }
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !thread.isDaemon() && thread != Thread.currentThread())
              .forEach(thread -> System.out.println("left: " + thread.getName()));
          System.out.println("done");
        }
      }
      """;

  private ExampleProgram() {}

  /** Compiles it into a folder. */
  static Path compile(Path folder) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Path main = source.resolve(MAIN.replace('.', '/') + ".java");
    Files.createDirectories(main.resolveSibling("."));
    Files.writeString(main, SOURCE);
    Path module = Files.writeString(source.resolve("module-info.java"), DESCRIPTOR);
    Path classes = folder.resolve("classes");
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-d", classes.toString(), "--module-path", Reactor.path(LIBRARIES));
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      assertTrue(
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(module, main))
              .call(),
          messages::toString);
    }
    return classes;
  }
}
