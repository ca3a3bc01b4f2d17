package sesevents.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import sesevents.Venv;

/** A SAM CLI that creates a stack with the given parameters and tags, or fails, or hangs. */
public final class SamStub {
    private static final String SCRIPT =
            """
            #!%s
            import os, sys, time
            args = sys.argv[1:]
            value = lambda name: args[args.index(name) + 1]
            pairs = lambda first, last: [one.split("=", 1) for one in args[args.index(first) + 1:last]]
            if args[0] == "deploy":
                if os.path.exists(__file__ + ".fails"):
                    sys.exit(1)
                if os.path.exists(__file__ + ".hangs"):
                    print("deploying ...", flush=True)
                    time.sleep(60)
                import boto3
                overrides = args.index("--parameter-overrides")
                boto3.client("cloudformation", region_name=value("--region"),
                             aws_access_key_id="local", aws_secret_access_key="local").create_stack(
                    StackName=value("--stack-name"), TemplateBody="{}",
                    Tags=[{"Key": k, "Value": v} for k, v in pairs("--tags", overrides)],
                    Parameters=[{"ParameterKey": k, "ParameterValue": v}
                                for k, v in pairs("--parameter-overrides", None)])
            """;

    private final Path program;

    private SamStub(Path program) {
        this.program = program;
    }

    public static SamStub in(Path folder) throws IOException {
        Path program = folder.resolve("sam");
        Files.writeString(program, SCRIPT.formatted(Venv.file("bin/python")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new SamStub(program);
    }

    public SamStub failing() throws IOException {
        Files.createFile(Path.of(program + ".fails"));
        return this;
    }

    public SamStub hanging() throws IOException {
        Files.createFile(Path.of(program + ".hangs"));
        return this;
    }

    @Override
    public String toString() {
        return program.toString();
    }
}
