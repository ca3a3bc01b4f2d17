package sesevents.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sesevents.cli.Progress;
import sesevents.emulator.LambdaJvm;
import sesevents.transform.TransformHandler;

/**
 * Compares the transform with the handler that people usually write. Each runs in JVMs of its own,
 * in turns, with the options that Lambda gives a function of 512 MB.
 */
@Command(
        name = "transform",
        description =
                "CPU, memory and size of the function beside the usual handler (two minutes).")
final class TransformCommand implements Runnable {
    private static final int PASSES = 3;
    private static final double MEGABYTE = 1_000_000;

    /** The figures of one run: see {@link Run}. */
    private record Figures(double startMillis, double batchMillis, double heapBytes) {}

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(spec.commandLine().getErr());
        Map<Contender, List<Figures>> figures = new EnumMap<>(Contender.class);
        for (int pass = 1; pass <= PASSES; pass++) {
            for (Contender contender : Contender.values()) {
                progress.accept("pass %d of %d: %s ...".formatted(pass, PASSES, contender.label));
                figures.computeIfAbsent(contender, _ -> new ArrayList<>()).add(run(contender));
            }
        }
        double ours = batchMillis(figures.get(Contender.OURS));
        out.printf(
                "%-38s %15s %8s %13s %10s %9s%n",
                "JVM as in Lambda: C1, 512 MB",
                "CPU ms per 1 MB",
                "to ours",
                "CPU ms start",
                "peak heap",
                "artifact");
        for (Contender contender : Contender.values()) {
            List<Figures> runs = figures.get(contender);
            out.printf(
                    "%-38s %15.1f %8s %13.0f %7.0f MB %6.2f MB%n",
                    contender.label,
                    batchMillis(runs),
                    "%.1f x".formatted(batchMillis(runs) / ours),
                    median(runs.stream().mapToDouble(Figures::startMillis)),
                    median(runs.stream().mapToDouble(Figures::heapBytes)) / MEGABYTE,
                    artifactBytes(contender) / MEGABYTE);
        }
        out.printf(
                "Start: from the JVM's start to the first answer, without Lambda's runtime. Peak heap:"
                        + " batches of 3 MB.%n");
    }

    private static double batchMillis(List<Figures> runs) {
        return median(runs.stream().mapToDouble(Figures::batchMillis));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Figures run(Contender contender) {
        try {
            List<String> command = new ArrayList<>(LambdaJvm.command());
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(Run.class.getName(), contender.name()));
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String printed = process.inputReader().readLine();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(contender.label + " failed");
            }
            String[] figures = printed.split(" ");
            return new Figures(
                    Double.parseDouble(figures[0]),
                    Double.parseDouble(figures[1]),
                    Double.parseDouble(figures[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The size of what is deployed: the classes of the handler, and the jars that it needs. */
    private static double artifactBytes(Contender contender) {
        Stream<Class<?>> needed =
                contender == Contender.OURS
                        ? Stream.of(TransformHandler.class, Context.class, JsonFactory.class)
                        : Stream.of(
                                Context.class,
                                KinesisFirehoseEvent.class,
                                JsonFactory.class,
                                ObjectMapper.class,
                                JsonProperty.class);
        return needed.mapToDouble(TransformCommand::bytes).sum();
    }

    private static double bytes(Class<?> type) {
        try (Stream<Path> files = Files.walk(LambdaJvm.place(type))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
