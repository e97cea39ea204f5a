package org.coroutines4j.samples.asyncio;

import java.util.List;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.ConsoleCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Lists and runs the programs of the asyncio tutorials: {@code samples/run asyncio list}. */
@Command(
    name = "asyncio",
    description = "The programs of five asyncio tutorials, in Java.",
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main extends ConsoleCommand {
  Main(Console console) {
    super(console);
  }

  /** Runs the command and exits: 0 if all went well, 1 if a program failed, 2 for bad arguments. */
  public static void main(String[] args) {
    System.exit(new Main(Console.ofThisProcess()).run(args));
  }

  @Command(description = "Lists the programs: tutorial rows and name.")
  void list() {
    for (Program program : Catalogue.PROGRAMS) {
      console().out().printf("%-16s %s%n", String.join(", ", program.rows()), program.name());
    }
  }

  @Command(description = "Runs some programs, one after the other.")
  void run(
      @Parameters(
              index = "0..*",
              arity = "1",
              paramLabel = "PROGRAM",
              converter = ByRowOrName.class,
              description = "A row or a name, as list prints them: 000-2 or GatherOverlapsSleeps.")
          List<Program> programs)
      throws Exception {
    for (Program program : programs) {
      console().out().println("--- " + program);
      program.main().run(console().out());
    }
  }

  @Command(description = "Runs all programs, one after the other; takes about a minute.")
  void all() throws Exception {
    run(Catalogue.PROGRAMS);
  }

  private static final class ByRowOrName implements ITypeConverter<Program> {
    @Override
    public Program convert(String text) {
      return Catalogue.find(text)
          .orElseThrow(
              () -> new TypeConversionException("no program is called '" + text + "', see list"));
    }
  }
}
