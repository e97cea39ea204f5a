package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.coroutines4j.benchmarks.Processes.AgainstAsyncio;
import org.coroutines4j.benchmarks.Processes.Memory;
import org.coroutines4j.benchmarks.Startup.Started;
import org.jspecify.annotations.Nullable;

/**
 * All results as the folder {@code benchmarks/results} holds them. Each command rewrites the files
 * of what it measures, and the page shows them all.
 *
 * @param about the machine and the effort of the run, as lines
 */
record Results(
    String introduction,
    List<Note> notes,
    List<String> about,
    List<Measured> measured,
    List<Memory> memory,
    List<AgainstAsyncio> asyncio,
    List<Grown> growth,
    List<Started> startup) {
  static final String FIGURES = "figures.tsv";
  static final String MEMORY = "memory.tsv";
  static final String ASYNCIO = "asyncio.tsv";
  static final String GROWTH = "growth.tsv";
  static final String STARTUP = "startup.tsv";
  static final String BYTES = "bytes.tsv";
  private static final String INTRODUCTION = "introduction.md";
  private static final String NOTES = "notes.tsv";

  static Results read(Path folder) throws IOException {
    Path introduction = folder.resolve(INTRODUCTION);
    return new Results(
        Files.exists(introduction) ? Files.readString(introduction).strip() : "",
        Tsv.read(folder.resolve(NOTES), Note.class),
        Tsv.comments(folder.resolve(FIGURES)),
        Tsv.read(folder.resolve(FIGURES), Measured.class),
        Tsv.read(folder.resolve(MEMORY), Memory.class),
        Tsv.read(folder.resolve(ASYNCIO), AgainstAsyncio.class),
        Tsv.read(folder.resolve(GROWTH), Grown.class),
        Tsv.read(folder.resolve(STARTUP), Started.class));
  }

  Results withMeasured(List<String> newAbout, List<Measured> newMeasured) {
    return new Results(
        introduction, notes, newAbout, newMeasured, List.of(), List.of(), List.of(), List.of());
  }

  /** Returns the numbers of cores that the workloads were run with, ascending. */
  List<Integer> cores() {
    return measured.stream().map(Measured::cores).distinct().sorted().toList();
  }

  Map<String, List<Measured>> byWorkload(int cores) {
    return measured.stream()
        .filter(one -> one.cores() == cores)
        .collect(
            Collectors.groupingBy(Measured::workload, LinkedHashMap::new, Collectors.toList()));
  }

  static double ours(List<Measured> peers) {
    return peers.stream()
        .filter(one -> one.peer().equals("coroutines4j"))
        .mapToDouble(Measured::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Returns the fastest peer of a kind, without those that do less; null if there is none. */
  @Nullable Measured best(List<Measured> peers, PeerKind kind) {
    return peers.stream()
        .filter(one -> one.kind() == kind && !Note.doesLess(notes, one))
        .min(Comparator.comparingDouble(Measured::median))
        .orElse(null);
  }
}
