package sesevents.cli;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sesevents.aws.Athena;
import sesevents.aws.Aws;
import sesevents.aws.Pause;
import sesevents.aws.S3Bucket;
import sesevents.aws.Stack;
import sesevents.engine.Database;
import sesevents.engine.LakeRefresh;
import sesevents.lake.Lake;
import sesevents.lake.ObjectStore;
import sesevents.sql.Query;
import sesevents.text.Shell;

/** Options of a command that works on a deployed stack or on a folder. */
final class Target {
    @ArgGroup(multiplicity = "0..1")
    private Name name = new Name();

    private static final class Name {
        @Option(names = "--stack", paramLabel = "NAME", description = "A deployed stack.")
        private String stack;

        @Option(names = "--lake", description = "Or the folder of a lake (default .lake).")
        private Path lake;
    }

    @Mixin private AwsOptions aws;

    private Stack stack;

    boolean isStack() {
        return name.stack != null;
    }

    /** The folder of the lake, if no stack is named. */
    Path lake() {
        return name.lake == null ? Path.of(".lake") : name.lake;
    }

    Aws aws() {
        return aws.aws();
    }

    Stack stack() {
        if (stack == null) {
            stack = aws().stack(name.stack);
        }
        return stack;
    }

    /** The stack's database, or the lake's after a refresh. */
    Database database(Progress progress) {
        return isStack()
                ? new Athena(
                        aws().athena(),
                        stack().workGroup(),
                        stack().database(),
                        Pause.REAL,
                        progress)
                : LakeRefresh.open(Lake.existing(lake()), progress);
    }

    String slowNote() {
        return isStack() ? "Athena works ..." : SlowNote.OF_LAKE;
    }

    String databaseName() {
        return isStack() ? stack().database() : Query.DATABASE;
    }

    ObjectStore objects() {
        if (isStack()) {
            return new S3Bucket(aws().s3(), stack().bucket());
        }
        return Lake.existing(lake()).objects();
    }

    /** The options as they were given, for a command to copy. */
    String options() {
        if (!isStack()) {
            return name.lake == null ? "" : " --lake " + Shell.word(name.lake);
        }
        return " --stack " + Shell.word(name.stack) + aws.options();
    }
}
