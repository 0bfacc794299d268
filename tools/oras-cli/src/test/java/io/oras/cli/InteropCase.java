package io.oras.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of commands that both programs run, each in a folder and with registries of its own.
 *
 * @param name what the case shows
 * @param ported the cases of the e2e suite that it stands for, such as {@code push.go 3}
 * @param registries the settings of each registry, one word each
 * @param steps in order
 */
record InteropCase(
    String name, List<String> ported, List<List<String>> registries, List<Step> steps) {

  /** Something that happens in a case. */
  sealed interface Step {}

  /**
   * Prepares a file, a folder or a registry before the next command.
   *
   * @param verb what to do
   * @param arguments of the verb
   */
  record Setup(String verb, List<String> arguments) implements Step {}

  /**
   * A command.
   *
   * @param arguments with placeholders
   * @param input what standard input holds
   * @param environment further variables
   * @param phrases texts that standard error of both holds
   * @param words texts that standard output of both holds
   * @param saveAs a placeholder that takes the output, or null
   * @param comparison how the output is compared
   * @param difference what differs on purpose, or null
   */
  record Command(
      List<String> arguments,
      String input,
      Map<String, String> environment,
      List<String> phrases,
      List<String> words,
      @Nullable String saveAs,
      Comparison comparison,
      @Nullable Difference difference)
      implements Step {}

  /** How standard output is compared. Progress lines are always compared in any order. */
  enum Comparison {
    /** To the byte. */
    EXACT,
    /** By its lines in any order: the other program prints them in a random order. */
    ANY_ORDER,
    /**
     * Without the names in progress lines: the other program takes a random one of several names of
     * one content.
     */
    ANY_NAME,
    /** By the flags that a help text lists, with their marks and defaults. */
    FLAGS,
    /** Not at all: both print a text of their own. */
    NONE
  }

  /** What is compared after each command. */
  enum Aspect {
    EXIT,
    OUT,
    WORDS,
    ERR,
    FILES,
    REGISTRY
  }

  /**
   * A difference that is known; a case fails when it disappears.
   *
   * @param id of {@code docs/reference/command.md}
   * @param aspects that differ, and no others
   * @param always false if the difference depends on the order in which the other program works
   */
  record Difference(String id, Set<Aspect> aspects, boolean always) {}

  List<Command> commands() {
    return steps.stream().filter(Command.class::isInstance).map(Command.class::cast).toList();
  }
}
