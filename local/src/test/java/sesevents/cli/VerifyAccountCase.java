package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sesevents.standin.SamStub;
import sesevents.standin.StandInAccount;

/** Runs verify-account in an account on this machine. */
abstract class VerifyAccountCase {
    static StandInAccount account;

    @TempDir Path folder;
    SamStub sam;

    @BeforeAll
    static void open() throws IOException {
        account = new StandInAccount();
    }

    @AfterAll
    static void close() {
        if (account != null) {
            account.close();
        }
    }

    @BeforeEach
    void repair() throws IOException {
        account.breaks();
        sam = SamStub.in(folder);
    }

    Outcome verify(String... more) {
        String usual =
                "--region us-east-1 --endpoint-url %s --sam %s --report %s --no-pause"
                        .formatted(account.uri(), sam, folder.resolve("report.md"));
        List<String> arguments = new ArrayList<>(List.of(usual.split(" ")));
        Collections.addAll(arguments, more);
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--from"))) {
            arguments.add("--from=" + StandInAccount.SENDER);
        }
        return Outcome.of("verify-account", arguments.toArray(String[]::new));
    }

    String assertSays(int status, String line, String... arguments) {
        Outcome outcome = verify(arguments);
        assertEquals(status, outcome.status(), outcome::out);
        assertTrue(outcome.out().contains(line), outcome::out);
        return outcome.out();
    }

    static void assertNothingIsLeft() throws IOException {
        assertEquals(Set.of(), account.configurationSets());
        assertEquals(Set.of(), account.tenants());
        assertEquals(List.of("aws-sam-cli-managed-default"), account.moto().stacks());
        assertEquals(List.of("sam"), account.moto().buckets());
        try (Stream<String> keys = account.moto().existing("sam").list("")) {
            assertEquals(List.of("other/template"), keys.toList());
        }
    }

    String report() {
        try {
            return Files.readString(folder.resolve("report.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
